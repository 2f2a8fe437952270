// Reads calendars with the named readers.
// usage: node read.mjs MODULES READER[,READER...] < JSON list of iCalendar texts
// prints: JSON list of {reader: {uid: [start, end]} or {error: text}}, times in UTC, days as dates

import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";

const [, , modules, names] = process.argv;
const load = createRequire(resolve(modules, "judge.cjs"));

const compact = (date) => date.toISOString().replace(/[-:]/g, "").replace(".000", "");
const day = (date) => compact(date).slice(0, 8);

const readers = {
  "ical.js": (text) => {
    const module = load("ical.js");
    const ICAL = module.default || module;
    const calendar = new ICAL.Component(ICAL.parse(text));
    ICAL.TimezoneService.reset();
    for (const zone of calendar.getAllSubcomponents("vtimezone")) {
      ICAL.TimezoneService.register(zone);
    }
    const utc = (time) =>
      time.isDate
        ? time.toICALString()
        : time.convertToZone(ICAL.Timezone.utcTimezone).toICALString();
    return calendar.getAllSubcomponents("vevent").map((event) => [
      event.getFirstPropertyValue("uid"),
      ["dtstart", "dtend"].map((name) => utc(event.getFirstPropertyValue(name))),
    ]);
  },
  "node-ical": (text) =>
    Object.values(load("node-ical").sync.parseICS(text))
      .filter((part) => part.type === "VEVENT")
      .map((event) => {
        const write = event.datetype === "date" ? day : compact;
        return [event.uid, [write(event.start), write(event.end)]];
      }),
  "ts-ics": (text) =>
    load("ts-ics")
      .convertIcsCalendar(undefined, text)
      .events.map((event) => {
        const write = event.start.type === "DATE" ? day : compact;
        return [event.uid, [write(event.start.date), write(event.end.date)]];
      }),
};

const judge = (name, text) => {
  try {
    const events = readers[name](text);
    if (new Set(events.map(([uid]) => uid)).size !== events.length) {
      throw new Error("a UID is used twice");
    }
    return Object.fromEntries(events);
  } catch (error) {
    return { error: String(error) };
  }
};

const texts = JSON.parse(readFileSync(0, "utf8"));
const results = texts.map((text) =>
  Object.fromEntries(names.split(",").map((name) => [name, judge(name, text)])),
);
console.log(JSON.stringify(results));
