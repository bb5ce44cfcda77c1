// Draws each figure at the width of its place, and again when that width changes.
(() => {
  const specs = JSON.parse(document.getElementById("figures").textContent);
  const places = [...document.querySelectorAll(".chart[data-figure]")];
  const widths = new Map();
  const AXIS = 40, LEAST = 130, LETTER = 7.4;

  // Words of a title in lines of at most so many letters.
  function lines(text, most) {
    const found = [""];
    for (const word of text.split(" ")) {
      const last = found[found.length - 1];
      if (last && last.length + word.length + 1 > most) found.push(word);
      else found[found.length - 1] = last ? `${last} ${word}` : word;
    }
    return found;
  }

  // Small panels: as many columns as fit, at most as many as the figure asks for, with titles in lines that fit.
  function panels(spec, width) {
    const columns = Math.max(1, Math.min(spec.columns || 3, Math.floor(width / (LEAST + AXIS))));
    const panel = Math.floor((width - 12) / columns) - AXIS;
    const titles = spec.facet.sort.map((name) => [name, lines(name, Math.floor((panel + AXIS) / LETTER))]);
    const most = Math.max(...titles.map(([, title]) => title.length));
    const padded = titles.map(([name, title]) => [name, [...Array(most - title.length).fill(" "), ...title]]);
    const header = { title: null, labelExpr: `(${JSON.stringify(Object.fromEntries(padded))})[datum.value]`, labelLimit: panel + AXIS };
    return {
      ...spec, columns, spacing: { row: 44 + 15 * most, column: AXIS },
      facet: { ...spec.facet, header }, spec: { ...spec.spec, width: panel },
    };
  }

  // Every encoding and mark of a specification, however deep.
  function* views(spec) {
    yield spec;
    for (const inner of [...(spec.layer || []), ...(spec.spec ? [spec.spec] : [])]) yield* views(inner);
  }

  function fitted(spec, width) {
    for (const { encoding, mark } of views(spec)) {
      const names = encoding?.color?.scale?.domain;
      if (names) {
        const longest = Math.max(...names.map((name) => name.length)) * 6.6 + 40;
        spec.config.legend.columns = Math.max(1, Math.min(5, names.length, Math.floor((width - 56) / longest)));
      }
      if (mark?.type === "text") Object.assign(mark, { limit: width - 20, fontSize: width < 420 ? 10.5 : 12 });
    }
    return spec.facet ? panels(spec, width) : spec;
  }

  async function draw(place) {
    const width = place.clientWidth;
    if (!width || widths.get(place) === width) return;
    widths.set(place, width);
    await vegaEmbed(place, fitted(structuredClone(specs[place.dataset.figure]), width), {
      mode: "vega-lite", renderer: "svg", actions: false,
    });
    place.querySelectorAll("svg [tabindex]").forEach((node) => node.removeAttribute("tabindex"));
  }

  async function drawAll() {
    for (const place of places) await draw(place);
    document.documentElement.dataset.drawn = "yes";
  }

  let waiting;
  window.addEventListener("resize", () => { clearTimeout(waiting); waiting = setTimeout(drawAll, 150); });
  drawAll();
})();
