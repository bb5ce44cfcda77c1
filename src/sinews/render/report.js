// Draws each figure at the width of its place, again when that width changes and before printing.
(() => {
  const specs = JSON.parse(document.getElementById("figures").textContent);
  const places = [...document.querySelectorAll(".chart[data-figure]")];
  const widths = new Map();

  // Small panels: as many columns as fit, at most as many as the figure asks for.
  function fitted(spec, width) {
    if (!spec.facet) return spec;
    const axis = 38, least = 170;
    const columns = Math.max(1, Math.min(spec.columns || 3, Math.floor(width / (least + axis))));
    const panel = Math.floor(width / columns) - axis - 8;
    return { ...spec, columns, spacing: 18, spec: { ...spec.spec, width: panel } };
  }

  async function draw(place) {
    const width = place.clientWidth;
    if (!width || widths.get(place) === width) return;
    widths.set(place, width);
    const spec = structuredClone(specs[place.dataset.figure]);
    const { view } = await vegaEmbed(place, fitted(spec, width), {
      mode: "vega-lite", renderer: "svg", actions: false, config: { autosize: { type: "pad" } },
    });
    place.querySelectorAll("svg [tabindex]").forEach((node) => node.removeAttribute("tabindex"));
    return view;
  }

  async function drawAll() {
    for (const place of places) await draw(place);
    document.documentElement.dataset.drawn = "yes";
  }

  let waiting;
  window.addEventListener("resize", () => { clearTimeout(waiting); waiting = setTimeout(drawAll, 150); });
  drawAll();
})();
