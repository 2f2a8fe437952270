"use strict";
(() => {
const data = JSON.parse(document.getElementById("data").textContent);
const one = (place, all = document) => all.querySelector(place);
const every = (place, all = document) => Array.from(all.querySelectorAll(place));
const isStill = matchMedia("(prefers-reduced-motion: reduce)");

const say = (key, values = {}) =>
  data.words[key].replace(/\{(\w+)\}/g, (whole, name) => name in values ? String(values[name]) : whole);

/** An element with text: text is never read as markup. */
const make = (name, { text, ...attributes } = {}, ...inside) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  made.append(...inside);
  return made;
};

/** The content of a form of the page, with names of its own. */
let forms = 0;
const form = (id) => {
  forms += 1;
  const copy = one(`#${id}`).content.cloneNode(true);
  for (const radio of every("input[type=radio]", copy)) radio.name = `r${forms}`;
  return copy;
};

const two = (number) => String(number).padStart(2, "0");
const iso = (date) => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
const today = () => iso(new Date());
const noon = (day) => new Date(`${day}T12:00:00`);
const moved = (day, days) => {
  const date = noon(day);
  date.setDate(date.getDate() + days);
  return iso(date);
};
const between = (first, last) => Math.round((noon(last) - noon(first)) / 86400000);
