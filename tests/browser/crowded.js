// Texts of charts that lie over one another, or beyond the place of their chart, by more than two pixels.
() => {
  const found = [], slack = 2;
  const turned = (node) => /rotate\((?!0)/.test(node.getAttribute("transform") || "");
  const shared = (a, b) => [
    Math.min(a.right, b.right) - Math.max(a.left, b.left),
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top),
  ];
  for (const place of document.querySelectorAll(".chart")) {
    const frame = place.getBoundingClientRect(), name = place.dataset.figure;
    const texts = [...place.querySelectorAll("svg text")]
      .filter((node) => node.textContent.trim() && getComputedStyle(node).opacity !== "0")
      .map((node) => ({ words: node.textContent, box: node.getBoundingClientRect(), turned: turned(node) }))
      .filter(({ box }) => box.width && box.height);
    for (const { words, box } of texts) {
      const sideways = box.left < frame.left - slack || box.right > frame.right + slack;
      if (sideways || box.top < frame.top - slack || box.bottom > frame.bottom + slack) found.push(`${name}: "${words}" is cut off`);
    }
    const level = texts.filter((text) => !text.turned);
    level.forEach((one, number) => {
      for (const other of level.slice(number + 1)) {
        const [wide, high] = shared(one.box, other.box);
        if (wide > slack && high > slack + 1) found.push(`${name}: "${one.words}" over "${other.words}"`);
      }
    });
  }
  return found;
}
