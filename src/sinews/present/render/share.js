// Under each chart: its address, the chart as a picture, its numbers with notes, and how to cite it. At the top: print.
(({ specs, fitted, lines, element }) => {
  const WIDTH = 900, SHARP = 2, LETTERS = 100;
  const cited = document.querySelector("footer .cite")?.textContent || "";

  function save(name, url) {
    element("a", { href: url, download: name }).click();
  }

  async function copied(text, said) {
    await navigator.clipboard.writeText(text).then(
      () => { said.textContent = `Copied: ${text}`; },
      () => { said.textContent = text; }, // a browser that does not let pages copy: it can be marked by hand
    );
  }

  // The chart once more, on white and under its title, as wide as a page; where its slider stands.
  async function picture(place, title, kind) {
    const name = place.dataset.figure, slider = specs[name].usermeta?.slider;
    const spec = fitted(structuredClone(specs[name]), WIDTH);
    const words = { text: lines(title, LETTERS), subtitle: lines(cited, 1.3 * LETTERS), anchor: "start", fontSize: 16, offset: 18 };
    const { view } = await vegaEmbed(document.createElement("div"), { ...spec, background: "white", padding: 16, title: words }, {
      mode: "vega-lite", renderer: "svg", actions: false, ast: true,
    });
    if (slider?.stops.length > 1) await view.signal(slider.signal, slider.stops[place.dataset.stop]).runAsync();
    save(`${name}.${kind}`, await view.toImageURL(kind, kind === "png" ? SHARP : 1));
    view.finalize();
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
