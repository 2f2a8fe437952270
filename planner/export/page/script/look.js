/** Text size and theme, kept on the device. */
const SIZES = 3;

const applyLook = () => {
  const { size = 0, theme = "" } = keep.look;
  document.documentElement.dataset.size = size;
  document.documentElement.dataset.theme = theme;
};

const lookButtons = () => {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  one("[data-look=size]").addEventListener("click", () => {
    keep.look.size = ((keep.look.size ?? 0) + 1) % SIZES;
    keep.keepLook(keep.look);
    applyLook();
  });
  one("[data-look=theme]").addEventListener("click", () => {
    const isDark = keep.look.theme ? keep.look.theme === "dark" : dark.matches;
    keep.look.theme = isDark ? "light" : "dark";
    keep.keepLook(keep.look);
    applyLook();
  });
};

/** The stop signs over the page, so that the place in the plan is not lost. */
const stopSigns = () => {
  const dialog = one("#stop-dialog");
  if (!dialog.showModal) return;
  const inside = Array.from(one("#stop").cloneNode(true).childNodes);
  const close = make("button", { type: "button", class: "main close", text: say("close") });
  close.addEventListener("click", () => dialog.close());
  // Long lists scroll: the box can be reached by keyboard.
  const scroll = make("div", { class: "scroll", tabindex: "0", role: "region", "aria-labelledby": "stop-dialog-title" }, ...inside);
  dialog.append(scroll, close);
  one("h2", dialog).id = "stop-dialog-title";
  one("nav a.alarm").addEventListener("click", (event) => {
    event.preventDefault();
    dialog.showModal();
    close.focus({ preventScroll: true });
    scroll.scrollTop = 0;
  });
};

/** Paper shows everything: what is folded is opened for the print and closed after it. */
const printAll = () => {
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = every("details:not([open])", one("main"));
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });
};
