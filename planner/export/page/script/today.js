/** The day that is shown: today, or the nearest day of the plan. */
const days = new Map(every("#plan .day").map((day) => [day.dataset.date, day]));
let shown = null;
let seen = null;

const nearest = (day) => day < data.start ? data.start : day > data.end ? data.end : day;

const remark = (now) => {
  if (now < data.start) {
    const count = between(now, data.start);
    return count === 1 ? say("tomorrow") : say("before", { days: count });
  }
  return now > data.end ? say("over") : "";
};

const nextSession = (day) => {
  const next = [...days].find(([date, each]) => date > day && one(".session", each));
  return next ? say("next", { day: one("h4", next[1]).textContent }) : "";
};

const showDay = (day) => {
  running?.();
  shown = day;
  const now = today();
  const article = days.get(day);
  const head = one(".today-date");
  head.replaceChildren(one("h4", article).textContent);
  if (day === now) head.append(make("small", { text: say("is_today") }));
  const body = one(".today-body");
  const parts = [];
  const text = remark(now);
  if (text) parts.push(make("p", { class: "card", text }));
  if (now > data.end) parts.push(make("div", { class: "card" }, ...every("#afterwards ul").map((list) => list.cloneNode(true))));
  parts.push(...every(".session", article).map(sessionCard));
  for (const list of every(".all-day", article)) parts.push(allDayCard(list));
  for (const part of every(".checks, .free", article)) {
    const card = make("div", { class: "card" }, part.cloneNode(true));
    for (const old of every("h5", card)) old.replaceWith(make("h3", { text: old.textContent }));
    parts.push(card);
  }
  if (!one(".session", article)) parts.push(make("p", { class: "hint", text: nextSession(day) }));
  const back = nearest(now);
  if (day !== back) {
    const button = make("button", { type: "button", text: say("back_to_today") });
    button.addEventListener("click", () => showDay(back));
    parts.push(button);
  }
  body.replaceChildren(...parts);
  const first = one(".item:not(.is-done) details", body);
  if (first) first.open = true;
  for (const button of every("[data-go]")) button.disabled = !days.has(moved(day, Number(button.dataset.go)));
  showWeek(article.closest(".week"));
};

const showWeek = (week) => {
  const body = one(".week-body");
  const title = make("h3", { text: one("h3", week).textContent });
  const parts = every(":scope > .facts, :scope > .days", week).map((part) => part.cloneNode(true));
  body.replaceChildren(title, ...parts);
};

/** A page that stays open over midnight shows the new day. */
const followDay = () => {
  const now = today();
  if (now === seen) return;
  seen = now;
  showDay(nearest(now));
};
