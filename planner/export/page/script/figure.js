/** "Show movement": only when asked, and only where motion is welcome. */
const STEP_MS = 450;
const ROUNDS = 4;
const SVG = "http://www.w3.org/2000/svg";
const unpacked = new Map();

const unpack = async (id) => {
  if (!unpacked.has(id)) {
    const bytes = Uint8Array.from(atob(data.steps[id]), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    unpacked.set(id, JSON.parse(await new Response(stream).text()));
  }
  return unpacked.get(id);
};

const stepsOf = ({ size, steps }, like) => {
  const picture = document.createElementNS(SVG, "svg");
  for (const name of ["class", "role", "aria-label"]) picture.setAttribute(name, like.getAttribute(name));
  picture.setAttribute("viewBox", `0 0 ${size[0]} ${size[1]}`);
  const groups = steps.map((shapes) => {
    const group = document.createElementNS(SVG, "g");
    group.setAttribute("stroke-linejoin", "round");
    group.setAttribute("stroke-linecap", "round");
    for (const [name, attributes] of shapes) {
      const shape = document.createElementNS(SVG, name);
      for (const [key, value] of Object.entries(attributes)) shape.setAttribute(key, value);
      group.append(shape);
    }
    picture.append(group);
    return group;
  });
  return { picture, groups };
};

const movable = (box) => {
  if (!("DecompressionStream" in window) || !box.dataset.steps) return;
  const still = one("svg", box);
  const button = make("button", { type: "button", text: say("show") });
  box.append(button);
  let timer = 0;
  let moving = null;
  const stop = () => {
    clearInterval(timer);
    if (moving) moving.replaceWith(still);
    moving = null;
    button.textContent = say("show");
  };
  const start = async () => {
    const { picture, groups } = stepsOf(await unpack(box.dataset.steps), still);
    // Forth and back, and a moment at either end.
    const order = [...groups.keys(), groups.length - 1, ...[...groups.keys()].reverse(), 0];
    let turn = 0;
    const show = () => {
      if (turn >= order.length * ROUNDS || !box.isConnected) return stop();
      groups.forEach((group, index) => {
        group.setAttribute("visibility", index === order[turn % order.length] ? "visible" : "hidden");
      });
      turn += 1;
    };
    still.replaceWith(picture);
    moving = picture;
    button.textContent = say("hide");
    show();
    timer = setInterval(show, STEP_MS);
  };
  button.addEventListener("click", () => moving ? stop() : start());
  const welcome = () => {
    button.hidden = isStill.matches;
    if (isStill.matches) stop();
  };
  isStill.addEventListener("change", welcome);
  welcome();
};
