// Under each chart: its address, the chart as a picture, its numbers with notes, how to cite it, and the HTML by which
// another page shows it. At the top: print.
(({ specs, fitted, lines, element }) => {
  const WIDTH = 900, SHARP = 2, LETTERS = 100;
  const cited = document.querySelector("footer .cite")?.textContent || "";

  function save(name, url) {
    element("a", { href: url, download: name }).click();
  }

  // Whether a text was copied: a browser may not let a page copy, and has nothing to copy with on plain http.
  async function clipped(text) {
    try {
      const copying = navigator.clipboard?.writeText(text);
      await copying;
      return copying !== undefined;
    } catch { return false; }
  }

  async function copied(text, said) {
    said.textContent = await clipped(text) ? `Copied: ${text}` : text; // else it can be marked by hand
  }

  // The chart once more, on white and as wide as a page, where its slider stands; `more`: what it has beside.
  async function viewed(place, more) {
    const name = place.dataset.figure, slider = specs[name].usermeta?.slider;
    const spec = fitted(structuredClone(specs[name]), WIDTH);
    const { view } = await vegaEmbed(document.createElement("div"), { ...spec, background: "white", padding: 16, ...more }, {
      mode: "vega-lite", renderer: "svg", actions: false, ast: true,
    });
    if (slider?.stops.length > 1) await view.signal(slider.signal, slider.stops[place.dataset.stop]).runAsync();
    return view;
  }

  // The chart under its title.
  async function picture(place, title, kind) {
    const words = { text: lines(title, LETTERS), subtitle: lines(cited, 1.3 * LETTERS), anchor: "start", fontSize: 16, offset: 18 };
    const view = await viewed(place, { title: words });
    save(`${place.dataset.figure}.${kind}`, await view.toImageURL(kind, kind === "png" ? SHARP : 1));
    view.finalize();
  }

  // Names within a drawing as nobody else on another page has them; what only this page and its readers of screens use goes.
  function bare(svg, name, words) {
    const named = /url\(['"]?#([^'")]+)['"]?\)/g;
    for (const node of [svg, ...svg.querySelectorAll("*")]) {
      for (const { name: attribute, value } of [...node.attributes]) {
        if (/^(class|role|tabindex|style|aria-.*|on.*)$/.test(attribute)) node.removeAttribute(attribute);
        else if (attribute === "id") node.id = `${name}-${value}`;
        else if (value.includes("url(")) node.setAttribute(attribute, value.replace(named, `url(#${name}-$1)`));
      }
    }
    svg.removeAttribute("height");
    for (const [attribute, value] of Object.entries({ width: "100%", role: "img", "aria-label": words })) svg.setAttribute(attribute, value);
    return svg;
  }

  // A figure for another page: the drawing, what it shows, how to read it, whose it is and under which licence. It loads
  // nothing, and has neither scripts nor styles, so that any page may show it.
  async function embedded(place, title, said) {
    const view = await viewed(place, {});
    const drawing = new DOMParser().parseFromString(await view.toSVG(), "image/svg+xml").documentElement;
    view.finalize();
    const whole = element("figure", {}), reading = place.closest("figure").querySelector("figcaption").textContent;
    whole.append(bare(drawing, place.dataset.figure, place.getAttribute("aria-label")));
    whole.append(element("figcaption", { textContent: [`${title}.`, reading, cited].filter(Boolean).join(" ") }));
    const text = element("textarea", { readOnly: true, rows: 4, value: whole.outerHTML });
    text.setAttribute("aria-label", `HTML of the chart: ${title}`);
    text.addEventListener("focus", () => text.select());
    said.replaceChildren(await clipped(text.value) ? "Copied:" : "To be copied:", text);
  }

  function saveText(name, type, ...parts) {
    const url = URL.createObjectURL(new Blob(parts, { type }));
    save(name, url);
    URL.revokeObjectURL(url);
  }

  // The numbers of a figure as text.
  function numbers(link) {
    return new TextDecoder().decode(Uint8Array.from(atob(link.href.split(",")[1]), (byte) => byte.charCodeAt(0)));
  }

  // The numbers as a page offers them, below lines that say what they are: each is one cell.
  function noted(figure, title) {
    const link = figure.querySelector("a.csv");
    const reading = figure.querySelector("figcaption").textContent;
    const notes = [title, `How to read it: ${reading}`, ...link.dataset.columns.split("\n"), cited].filter(Boolean);
    const cells = notes.map((note) => `"# ${note.replaceAll('"', '""')}"\n`).join("");
    saveText(link.download.replace(/\.csv$/, "-with-notes.csv"), "text/csv", cells, numbers(link));
  }

  // Rows of cells; text that looks like a formula has a mark before it, which is taken away.
  function cellsOf(text) {
    const rows = [[]];
    for (const [, quoted, bare, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n|$)/g)) {
      rows.at(-1).push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
      if (end === "\n") rows.push([]);
      if (end === "") break;
    }
    return rows.filter((row) => row.length > 1 || row[0]).map((row) => row.map((cell) => cell.replace(/^'(?=\s*[=+\-@])/, "")));
  }

  // Rows that go from one place to another, as lines that programs for maps read.
  function lined(figure) {
    const link = figure.querySelector("a.csv"), [names, ...rows] = cellsOf(numbers(link));
    const features = rows.map((row) => {
      const cells = Object.fromEntries(names.map((name, place) => [name, row[place] !== "" && !isNaN(row[place]) ? Number(row[place]) : row[place]]));
      const { longitude, latitude, to_longitude, to_latitude, ...properties } = cells;
      const coordinates = [[longitude, latitude], [to_longitude, to_latitude]];
      return { type: "Feature", geometry: { type: "LineString", coordinates }, properties };
    });
    const whole = { type: "FeatureCollection", cited, features };
    saveText(link.download.replace(/\.csv$/, ".geojson"), "application/geo+json", JSON.stringify(whole));
  }

  function shared(figure) {
    const place = figure.querySelector(".chart"), title = figure.dataset.title;
    const said = element("output", {});
    const ways = {
      "Copy link": () => copied(`${location.href.split("#")[0]}#${figure.id}`, said),
      PNG: () => picture(place, title, "png"),
      SVG: () => picture(place, title, "svg"),
      "CSV with notes": () => noted(figure, title),
      ...(figure.querySelector("a.csv").dataset.columns.includes("to_longitude:") ? { GeoJSON: () => lined(figure) } : {}),
      Embed: () => embedded(place, title, said),
      ...(cited ? { Cite: () => copied(`${title}. ${cited}`, said) } : {}),
    };
    const whole = element("div", { className: "share" });
    for (const [name, act] of Object.entries(ways)) {
      const button = element("button", { type: "button", textContent: name });
      button.setAttribute("aria-label", `${name}: ${title}`);
      button.addEventListener("click", act);
      whole.append(button);
    }
    whole.append(said);
    place.closest(".panel").append(whole);
  }

  // In print a few pages; all sections, tables and sources only if they are asked for.
  function printed(annex) {
    document.documentElement.classList.toggle("annex", annex);
    window.print();
  }

  function printing() {
    const whole = element("div", { className: "share" });
    for (const [name, annex] of [["Print in brief", false], ["Print with annex", true]]) {
      const button = element("button", { type: "button", textContent: name });
      button.addEventListener("click", () => printed(annex));
      whole.append(button);
    }
    document.querySelector("header").append(whole);
  }

  printing();
  document.querySelectorAll("figure.tabs").forEach(shared);
})(page);
