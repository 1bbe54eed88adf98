// Shows all of what is pointed at, or has the focus, in a box at the bottom.
(() => {
  const box = document.getElementById("detail");
  const show = (event) => {
    const of = event.target.closest("[data-all]");
    if (of) {
      box.textContent = of.dataset.all.trim();
    }
    box.hidden = !of;
  };
  document.addEventListener("pointerover", show);
  document.addEventListener("focusin", show);
})();
