/** Counts holds, rests and minutes; what has no time of its own waits for "Next". */
const READY_S = 5;
const CHANGE_S = 3;
const TICK_MS = 200;
let running = null;

const beep = (() => {
  let sound = null;
  return (high) => {
    navigator.vibrate?.(high ? 250 : 120);
    if (keep.look.sound === false) return;
    try {
      sound ??= new AudioContext();
      const tone = sound.createOscillator();
      const loud = sound.createGain();
      tone.frequency.value = high ? 880 : 587;
      loud.gain.setValueAtTime(0.25, sound.currentTime);
      loud.gain.exponentialRampToValueAtTime(0.001, sound.currentTime + 0.35);
      tone.connect(loud).connect(sound.destination);
      tone.start();
      tone.stop(sound.currentTime + 0.4);
    } catch {
      sound = null; // No sound on this device: the picture of the clock is enough.
    }
  };
})();

/** Phases of a dose: {text, seconds}; no seconds: until "Next". */
const phasesOf = ({ sets = 1, reps = 0, holdS = 0, restS = 0, minutes = 0, side = "" }) => {
  const sides = side === "both" ? ["left", "right"] : side ? [side] : [""];
  const phases = [{ text: say("ready"), seconds: READY_S }];
  for (let set = 1; set <= sets; set += 1) {
    for (const each of sides) {
      const head = [sets > 1 ? say("set", { set, sets }) : "", each ? say(each) : ""];
      const put = (text, seconds, more = "") =>
        phases.push({ text: [text, ...head, more].filter(Boolean).join(", "), seconds });
      if (each === "right" && sides.length > 1) put(say("ready"), READY_S);
      if (holdS) {
        for (let rep = 1; rep <= (reps || 1); rep += 1) {
          if (rep > 1) put(say("ready"), CHANGE_S);
          put(say("hold"), holdS, reps > 1 ? say("rep", { rep, reps }) : "");
        }
      } else if (reps) put(say("reps", { reps }), 0);
      else put(say("work"), minutes * 60);
    }
    if (set < sets && restS) phases.push({ text: say("rest"), seconds: restS });
  }
  return phases;
};

const clockText = (seconds) => `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;

const startTimer = (button, dose, name) => {
  running?.();
  const box = form("timer-form").firstElementChild;
  box.setAttribute("aria-label", `${box.getAttribute("aria-label")}: ${name}`);
  const [phase, clock] = [one(".phase", box), one(".clock", box)];
  const phases = phasesOf(dose);
  let at = -1;
  let left = 0;
  let last = 0;
  let isPaused = false;
  let ticking = 0;
  const pause = one("[data-timer=pause]", box);
  const sound = one("[data-timer=sound]", box);
  const end = () => {
    clearInterval(ticking);
    box.remove();
    button.hidden = false;
    running = null;
  };
  const next = () => {
    at += 1;
    if (at >= phases.length) {
      clearInterval(ticking);
      phase.textContent = say("finished");
      clock.textContent = "";
      pause.hidden = one("[data-timer=next]", box).hidden = true;
      return beep(true);
    }
    phase.textContent = phases[at].text;
    left = phases[at].seconds * 1000;
    clock.textContent = phases[at].seconds ? clockText(phases[at].seconds) : "";
    last = Date.now();
    beep(at % 2 === 1);
  };
  const tick = () => {
    const now = Date.now();
    if (!isPaused && phases[at]?.seconds) {
      left -= now - last;
      if (left <= 0) return next();
      clock.textContent = clockText(Math.ceil(left / 1000));
    }
    last = now;
  };
  sound.checked = keep.look.sound !== false;
  sound.addEventListener("change", () => {
    keep.look.sound = sound.checked;
    keep.keepLook(keep.look);
  });
  pause.addEventListener("click", () => {
    isPaused = !isPaused;
    pause.textContent = say(isPaused ? "go_on" : "pause");
  });
  one("[data-timer=next]", box).addEventListener("click", next);
  one("[data-timer=stop]", box).addEventListener("click", () => {
    end();
    button.focus();
  });
  button.hidden = true;
  button.after(box);
  running = end;
  next();
  ticking = setInterval(tick, TICK_MS);
  pause.focus();
};
