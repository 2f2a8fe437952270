/** One session as cards to do and to tick, with how it went. */
const numbers = (row) => {
  const dose = { side: row.dataset.side ?? "" };
  for (const name of ["sets", "reps", "holdS", "restS", "minutes"]) {
    if (row.dataset[name]) dose[name] = Number(row.dataset[name]);
  }
  return dose;
};

const howTo = (row, name) => {
  const details = make("details", {}, make("summary", { text: say("how"), "aria-label": `${say("how")}: ${name}` }));
  const body = one(".body", document.getElementById(row.dataset.exercise)).cloneNode(true);
  for (const figure of every(".figure", body)) {
    one("button", figure)?.remove();
    movable(figure);
  }
  const dose = numbers(row);
  if (dose.holdS || dose.restS || dose.minutes) {
    const button = make("button", { type: "button", text: say("start_timer"), "aria-label": `${say("start_timer")}: ${name}` });
    button.addEventListener("click", () => startTimer(button, dose, name));
    one(".words", body).prepend(make("div", { class: "buttons" }, button));
  }
  details.append(body);
  return details;
};

/** A row of the plan as a card with a box to tick. */
const itemCard = (row, isDone, onTick) => {
  const name = one(".name", row).textContent;
  const box = make("input", { type: "checkbox" });
  box.checked = isDone;
  const words = make("span", {}, make("b", { text: name }));
  for (const part of every(".new, .dose, .condition", row)) words.append(part.cloneNode(true), " ");
  const card = make("div", { class: "item" }, make("label", { class: "tick" }, box, words), howTo(row, name));
  const mark = () => card.classList.toggle("is-done", box.checked);
  box.addEventListener("change", () => {
    mark();
    onTick(box.checked);
  });
  mark();
  return card;
};

const showAlert = (place, boxes) => {
  const ticked = boxes.filter((box) => box.checked);
  place.hidden = ticked.length === 0;
  const urgent = ticked.some((box) => "emergency" in box.dataset);
  const texts = ticked.map((box) => box.dataset.text);
  place.textContent = [urgent ? say("emergency") : "", ...new Set(texts)].filter(Boolean).join(" ");
};

const sessionForm = (key, fields) => {
  const filled = form("session-form");
  const state = () => keep.session(key);
  const put = (values) => keep.put("sessions", key, values);
  const radios = every("input[type=radio]", filled);
  for (const radio of radios) {
    radio.checked = state().done === radio.value;
    radio.addEventListener("change", () => put({ done: radio.value }));
  }
  for (const select of every("[data-score]", filled)) {
    const score = select.dataset.score;
    select.value = state()[score] ?? "";
    select.addEventListener("change", () => put({ [score]: select.value === "" ? undefined : Number(select.value) }));
  }
  const signs = every(".signs-form input", filled);
  const alert = one(".alert", filled);
  for (const box of signs) {
    box.checked = (state().symptoms ?? []).includes(box.value);
    box.addEventListener("change", () => {
      put({ symptoms: signs.filter((each) => each.checked).map((each) => each.value) });
      showAlert(alert, signs);
    });
  }
  showAlert(alert, signs);
  const note = one("[data-note]", filled);
  note.value = state().note ?? "";
  note.addEventListener("change", () => put({ note: note.value }));
  fields.append(filled);
  return (done) => {
    for (const radio of radios) radio.checked = radio.value === done;
  };
};

/** Items that are ticked, by their place in the session. */
const sessionCard = (session) => {
  const key = session.dataset.key;
  const rows = every("li", one("ol", session));
  const card = make("article", { class: "card" });
  const title = make("h3");
  title.append(...Array.from(one("h5", session).cloneNode(true).childNodes));
  card.append(title);
  const fields = make("div", { class: "report" });
  const items = rows.map((row, index) =>
    itemCard(row, (keep.session(key).items ?? []).includes(index), (isDone) => {
      const others = (keep.session(key).items ?? []).filter((each) => each !== index);
      const ticked = isDone ? [...others, index].sort((a, b) => a - b) : others;
      const done = ticked.length === rows.length ? "full" : ticked.length ? "partial" : undefined;
      keep.put("sessions", key, { items: ticked, done });
      mark(done);
      if (isDone) openNext(index);
    }));
  const openNext = (index) => {
    one("details", items[index]).open = false;
    const next = items.findIndex((item, place) => place > index && !item.classList.contains("is-done"));
    if (next > 0) one("details", items[next]).open = true;
  };
  card.append(...items, fields);
  const mark = sessionForm(key, fields);
  return card;
};

const allDayCard = (list) => {
  const card = make("article", { class: "card" }, make("h3", { text: one("h5", list).textContent }));
  for (const row of every("li", list)) {
    const key = row.dataset.key;
    card.append(itemCard(row, keep.day(key).done === "full", (isDone) => {
      keep.put("days", key, { done: isDone ? "full" : undefined });
    }));
  }
  return card;
};
