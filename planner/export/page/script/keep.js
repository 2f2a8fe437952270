/** What is ticked and written, kept on this device; in memory only where the browser refuses. */
const keep = (() => {
  const place = `page-${data.plan}`;
  const empty = () => ({ sessions: {}, days: {}, note: "" });
  let isRefused = false;
  const read = (key) => {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  };
  const write = (key, value) => {
    try {
      localStorage.setItem(key, JSON.stringify(value));
      isRefused = false;
    } catch {
      isRefused = true;
    }
  };
  const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
  const found = read(place);
  const state = isObject(found) && isObject(found.sessions) && isObject(found.days)
    ? { ...empty(), ...found } : empty();
  write(`${place}-try`, 1);
  try {
    localStorage.removeItem(`${place}-try`);
  } catch {
    isRefused = true;
  }
  const listeners = [];
  const changed = () => {
    write(place, state);
    for (const listener of listeners) listener();
  };
  return {
    look: read("page-look") ?? {},
    keepLook(look) { write("page-look", look); },
    get isRefused() { return isRefused; },
    onChange(listener) { listeners.push(listener); },
    note(text) {
      if (text === undefined) return state.note;
      state.note = text;
      changed();
      return text;
    },
    sessions: () => state.sessions,
    days: () => state.days,
    session: (key) => state.sessions[key] ?? {},
    day: (key) => state.days[key] ?? {},
    /** Change an entry; what was handed back before is to be handed back again. */
    put(kind, key, values) {
      state[kind][key] = { ...state[kind][key], ...values, handed: false };
      changed();
    },
    handed(keys) {
      for (const [kind, key] of keys) state[kind][key].handed = true;
      changed();
    },
    forget() {
      Object.assign(state, empty());
      try {
        localStorage.removeItem(place);
      } catch {
        isRefused = true;
      }
      for (const listener of listeners) listener();
    },
  };
})();
