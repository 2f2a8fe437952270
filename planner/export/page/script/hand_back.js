/** What was ticked, as a check-in that the planner reads. */
const SCORES = ["pain_during", "pain_next_morning", "rpe"];

const sessionOf = (key) => one(`#plan .session[data-key="${CSS.escape(key)}"]`);

const itemReports = (key, state) => {
  const found = new Map();
  every("ol > li", sessionOf(key)).forEach((row, index) => {
    const { activity, side } = row.dataset;
    const isSided = side === "left" || side === "right";
    const isDone = (state.items ?? []).includes(index);
    const place = `${activity} ${isSided ? side : ""}`;
    const before = found.get(place);
    found.set(place, {
      activity,
      ...(isSided ? { side } : {}),
      done: isDone || before?.done === "full" ? "full" : "missed",
    });
  });
  return [...found.values()];
};

const sessionReport = (key, state, date) => {
  const report = { key, done: state.done };
  const planned = sessionOf(key).closest(".day").dataset.date;
  if (planned > date) report.date = date;
  if (state.done !== "missed") {
    for (const score of SCORES) if (state[score] !== undefined) report[score] = state[score];
    if (state.symptoms?.length) report.symptoms = state.symptoms;
    if (state.done === "partial" && state.items?.length) report.items = itemReports(key, state);
  }
  if (state.note?.trim()) report.note = state.note.trim();
  return report;
};

const reported = (kind, isAll) =>
  Object.entries(keep[kind]()).filter(([key, state]) =>
    state.done && (isAll || !state.handed) &&
    (kind === "days" ? one(`#plan .all-day [data-key="${CSS.escape(key)}"]`) : sessionOf(key)));

const checkIn = (date, isAll) => {
  const sessions = reported("sessions", isAll);
  const planned = ([key]) => one(`#plan .all-day [data-key="${CSS.escape(key)}"]`).closest(".day").dataset.date;
  const whole = reported("days", isAll).filter((entry) => planned(entry) <= date);
  const found = { format: "checkin/1", date };
  if (sessions.length) found.sessions = sessions.map(([key, state]) => sessionReport(key, state, date));
  if (whole.length) found.all_day = whole.map(([key, state]) => ({ key, done: state.done }));
  if (keep.note().trim()) found.note = keep.note().trim();
  return { found, keys: [...sessions.map(([key]) => ["sessions", key]), ...whole.map(([key]) => ["days", key])] };
};

const handBack = () => {
  const status = one(".kept");
  const all = one("#check-in-all");
  const note = one("#check-in-note");
  const text = one("#check-in-text");
  const save = one("[data-hand-back]");
  const show = () => {
    const date = today();
    const { found, keys } = checkIn(date, all.checked);
    const unsaid = Object.values(keep.sessions()).some((state) => !state.done && SCORES.some((score) => state[score] !== undefined));
    const words = [
      date < data.start ? say("too_early") : keys.length === 0 ? say("kept_none") : keys.length === 1 ? say("kept_one") : say("kept", { count: keys.length }),
      unsaid ? say("say_done") : "",
      keep.isRefused ? say("refused") : "",
    ];
    status.textContent = words.filter(Boolean).join(" ");
    text.value = JSON.stringify(found, null, 2);
    save.disabled = date < data.start || (keys.length === 0 && !found.note);
  };
  note.value = keep.note();
  note.addEventListener("change", () => keep.note(note.value));
  all.addEventListener("change", show);
  save.addEventListener("click", () => {
    const { found, keys } = checkIn(today(), all.checked);
    const file = `${data.file}-${found.date}.json`;
    const address = URL.createObjectURL(new Blob([`${JSON.stringify(found, null, 2)}\n`], { type: "application/json" }));
    const link = make("a", { href: address, download: file });
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
    keep.handed(keys);
    status.textContent = say("saved", { file });
  });
  one("[data-forget]").addEventListener("click", () => {
    keep.forget();
    note.value = "";
    showDay(shown);
    status.textContent = say("forgotten");
  });
  keep.onChange(show);
  show();
};
