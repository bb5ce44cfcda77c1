// Turns parts of the page and panels of figures into tabs, draws each chart at the width of its place, and lets those
// that have a slider be moved and played.
const page = (() => {
  const specs = JSON.parse(document.getElementById("figures").textContent);
  const places = [...document.querySelectorAll(".chart[data-figure]")];
  const widths = new Map();
  const AXIS = 40, LEAST = 116, LETTER = 7.2;

  // tabs, after the pattern of the ARIA authoring practices: one stop for the Tab key, arrows move and select

  const reveals = new Map();

  function tabbed(whole) {
    const panels = [...whole.querySelectorAll(":scope > .panel")];
    const list = document.createElement("div");
    list.setAttribute("role", "tablist");
    list.setAttribute("aria-label", whole.dataset.title);
    const tabs = panels.map((panel) => {
      const tab = document.createElement("button");
      tab.type = "button";
      tab.id = `${panel.id}-tab`;
      tab.textContent = panel.dataset.tab;
      tab.setAttribute("role", "tab");
      tab.setAttribute("aria-controls", panel.id);
      panel.setAttribute("role", "tabpanel");
      panel.setAttribute("aria-labelledby", tab.id);
      panel.tabIndex = 0;
      list.append(tab);
      return tab;
    });
    const select = (chosen) => {
      tabs.forEach((tab, number) => {
        tab.setAttribute("aria-selected", String(number === chosen));
        tab.tabIndex = number === chosen ? 0 : -1;
        panels[number].classList.toggle("away", number !== chosen);
      });
      drawAll();
    };
    const last = tabs.length - 1;
    const moves = { ArrowRight: (n) => (n === last ? 0 : n + 1), ArrowLeft: (n) => (n === 0 ? last : n - 1), Home: () => 0, End: () => last };
    // The reader's choice stands in the address, so that it can be sent on; the page is not loaded again for it.
    const choose = (chosen) => {
      select(chosen);
      history.replaceState(null, "", `#${panels[chosen].id}`);
    };
    tabs.forEach((tab, number) => tab.addEventListener("click", () => choose(number)));
    list.addEventListener("keydown", (event) => {
      const move = moves[event.key];
      if (!move) return;
      event.preventDefault();
      const next = move(tabs.indexOf(document.activeElement));
      tabs[next].focus();
      choose(next);
    });
    panels.forEach((panel, number) => reveals.set(panel, () => select(number)));
    whole.prepend(list);
    select(0);
  }

  // What the address of the page names, behind whichever tabs it stands.
  function reveal() {
    const wanted = document.getElementById(location.hash.slice(1));
    for (let panel = wanted?.closest(".panel"); panel; panel = panel.parentElement.closest(".panel")) reveals.get(panel)();
    drawing.then(() => wanted?.scrollIntoView());
  }

  // charts

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
      facet: { ...spec.facet, ...(spec.facet.header === null ? {} : { header }) }, spec: { ...spec.spec, width: panel },
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
      if (names && spec.config.legend) {
        const longest = Math.max(...names.map((name) => String(name).length)) * 6.6 + 40;
        spec.config.legend.columns = Math.max(1, Math.min(5, names.length, Math.floor((width - 56) / longest)));
      }
      if (mark?.style === "name") Object.assign(mark, { limit: width - 8, fontSize: width < 420 ? 11 : 12.5 });
    }
    // A chart left to measure its container would shrink to nothing when the window changes behind another tab.
    if (spec.width === "container") Object.assign(spec, { width, autosize: { type: "fit-x", contains: "padding" } });
    if (spec.projection) spec.height = Math.round(width * spec.usermeta.shape);
    return spec.facet ? panels(spec, width) : spec;
  }

  // The width that a place has, or will have once its tab is chosen: charts behind tabs are drawn too, for print.
  function widthOf(place) {
    const hiding = [];
    for (let panel; (panel = place.closest(".away")); hiding.push(panel)) panel.classList.remove("away");
    const width = place.clientWidth;
    hiding.forEach((panel) => panel.classList.add("away"));
    return width;
  }

  async function draw(place) {
    const width = widthOf(place);
    if (!width || widths.get(place) === width) return;
    widths.set(place, width);
    const { view } = await vegaEmbed(place, fitted(structuredClone(specs[place.dataset.figure]), width), {
      mode: "vega-lite", renderer: "svg", actions: false, ast: true,
    });
    place.querySelectorAll("svg [tabindex]").forEach((node) => node.removeAttribute("tabindex"));
    place.querySelectorAll("svg").forEach((node) => node.setAttribute("aria-hidden", "true"));
    const slider = specs[place.dataset.figure].usermeta?.slider;
    if (slider?.stops.length > 1) await sliderOf(place, slider).show(view);
  }

  // A slider over the stops of a chart, with a button that plays it: each stop is the value of one signal of the chart.

  const sliders = new Map();
  const PACE = 900;

  function sliderOf(place, about) {
    if (!sliders.has(place)) sliders.set(place, slid(place, about));
    return sliders.get(place);
  }

  function element(name, attributes) {
    return Object.assign(document.createElement(name), attributes);
  }

  function slid(place, { signal, label, stops, words, start }) {
    const id = `${place.dataset.figure}-slider`, last = stops.length - 1;
    const whole = element("div", { className: "slider" });
    const button = element("button", { type: "button" });
    const input = element("input", { type: "range", id, min: 0, max: last, step: 1, value: start });
    const said = element("output", { htmlFor: id });
    whole.append(button, element("label", { htmlFor: id, textContent: label }), input, said);
    place.before(whole);
    let view, timer;
    const show = async (drawn) => {
      view = drawn || view;
      const stop = Number(input.value);
      said.textContent = words[stop];
      input.setAttribute("aria-valuetext", words[stop]);
      await view.signal(signal, stops[stop]).runAsync();
      place.dataset.stop = stop;
    };
    const play = (on) => {
      clearInterval(timer);
      if (on && Number(input.value) === last) input.value = 0;
      timer = on ? setInterval(step, PACE) : undefined;
      button.textContent = on ? "Pause" : "Play";
      button.setAttribute("aria-label", on ? `Pause: ${label}` : `Play: ${label}`);
      return show();
    };
    const step = () => {
      input.value = Number(input.value) + 1;
      return Number(input.value) === last ? play(false) : show();
    };
    button.textContent = "Play";
    button.setAttribute("aria-label", `Play: ${label}`);
    input.addEventListener("input", () => play(false));
    button.addEventListener("click", () => play(timer === undefined));
    return { show };
  }

  // A chart that cannot be drawn keeps no other from being drawn.
  function undrawn(place, error) {
    console.error(`${place.dataset.figure}: ${error}`);
    place.textContent = "This chart could not be drawn; its numbers are in the table.";
  }

  let drawing = Promise.resolve();
  function drawAll() {
    delete document.documentElement.dataset.drawn;
    drawing = drawing.then(async () => {
      const width = innerWidth;
      for (const place of places) await draw(place).catch((error) => undrawn(place, error));
      Object.assign(document.documentElement.dataset, { drawn: "yes", width });
    });
  }

  let waiting;
  window.addEventListener("resize", () => { clearTimeout(waiting); waiting = setTimeout(drawAll, 150); });
  document.documentElement.classList.add("script");
  document.querySelectorAll(".tabs").forEach(tabbed);
  drawAll();
  reveal();
  window.addEventListener("hashchange", reveal);
  return { specs, fitted, lines, element };
})();
