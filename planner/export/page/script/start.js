document.documentElement.classList.add("script");
applyLook();
lookButtons();
stopSigns();
printAll();
for (const figure of every("#exercises .figure")) movable(figure);
for (const button of every("[data-go]")) {
  button.addEventListener("click", () => showDay(moved(shown, Number(button.dataset.go))));
}
followDay();
handBack();
document.addEventListener("visibilitychange", followDay);
setInterval(followDay, 60000);
// A link into a folded part opens it.
const openTarget = () => {
  const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  for (let box = target?.closest?.("details"); box; box = box.parentElement.closest("details")) box.open = true;
};
addEventListener("hashchange", openTarget);
openTarget();
})();
