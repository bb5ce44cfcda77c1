// Says beside each slider what it is at, and marks all of a text that is there to be copied; everything else of these
// pages works without scripts, or is done by htmx.
"use strict";
document.addEventListener("input", (event) => {
  const output = document.querySelector(`output[for="${CSS.escape(event.target.id)}"]`);
  if (output) output.textContent = `${event.target.value} ${output.dataset.unit}`;
});
document.addEventListener("focusin", (event) => {
  if (event.target.matches("textarea[readonly]")) event.target.select();
});
