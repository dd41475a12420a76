// Draws a page's diagrams in the colours of the page, and again when its colour scheme changes.
// What cannot be drawn stays as its source, which is what readers without scripts see.
(() => {
  const sources = [...document.querySelectorAll('pre.mermaid')];
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const style = getComputedStyle(document.documentElement);
  const colour = (name, otherwise) => style.getPropertyValue(name).trim() || otherwise;
  const settings = () => {
    const ink = colour('--ink', dark.matches ? '#dddddd' : '#222222');
    const quiet = colour('--quiet', ink);
    const sheet = colour('--sheet', dark.matches ? '#262626' : '#f2f2f2');
    const paper = colour('--paper', dark.matches ? '#1a1a1a' : '#ffffff');
    const hues = ['--note', '--tip', '--warn', '--bad', '--other', '--accent']
      .map((name, i) => colour(name,
        (dark.matches ? ['#8ab8e6', '#86cba6', '#e0b063', '#f09a90', '#c3a7ea', '#92cdb4']
          : ['#2b5f97', '#1d6b4f', '#8a5300', '#a3312a', '#6b4a99', '#1d5f4c'])[i]));
    const many = {};
    for (let i = 0; i < 12; i++) {
      const hue = hues[i % hues.length];
      Object.assign(many, {
        ['pie' + (i + 1)]: hue, ['git' + i]: hue, ['cScale' + i]: hue, ['fillType' + i]: sheet,
        ['gitBranchLabel' + i]: paper, ['cScaleLabel' + i]: paper, ['cScaleInv' + i]: hue,
      });
    }
    return {
      startOnLoad: false,
      securityLevel: 'strict',
      secure: ['secure', 'securityLevel', 'startOnLoad', 'maxTextSize', 'maxEdges',
        'suppressErrorRendering', 'themeCSS'],
      suppressErrorRendering: true,
      fontFamily: getComputedStyle(document.body).fontFamily,
      theme: 'base',
      themeVariables: {
        darkMode: dark.matches, background: paper, primaryColor: sheet, primaryTextColor: ink,
        primaryBorderColor: quiet, lineColor: quiet, textColor: ink, mainBkg: sheet,
        secondaryColor: paper, tertiaryColor: paper, edgeLabelBackground: paper,
        noteBkgColor: sheet, noteTextColor: ink, noteBorderColor: quiet,
        pieSectionTextColor: paper, pieStrokeColor: paper, pieOuterStrokeColor: paper,
        pieOpacity: '1', commitLabelColor: ink, commitLabelBackground: paper, tagLabelColor: ink,
        tagLabelBackground: sheet, tagLabelBorder: quiet,
        sectionBkgColor: sheet, sectionBkgColor2: paper, altSectionBkgColor: paper,
        taskTextColor: ink, taskTextDarkColor: ink, taskTextLightColor: ink,
        taskBkgColor: sheet, taskBorderColor: quiet, gridColor: quiet, todayLineColor: hues[3],
        activeTaskBkgColor: sheet, activeTaskBorderColor: hues[0], doneTaskBkgColor: paper,
        doneTaskBorderColor: quiet, critBkgColor: sheet, critBorderColor: hues[3], ...many,
      },
    };
  };
  let drawings = 0;
  const draw = async () => {
    const { default: mermaid } = await import('MERMAID');
    mermaid.initialize(settings());
    for (const source of sources) {
      const text = source.textContent;
      const kind = await mermaid.parse(text, { suppressErrors: true });
      if (!kind) continue;
      try {
        const { svg } = await mermaid.render('diagram-' + ++drawings, text);
        const drawing = document.createElement('div');
        drawing.className = 'mermaid drawn';
        drawing.innerHTML = svg;
        const picture = drawing.firstElementChild;
        if (!picture.hasAttribute('aria-labelledby')) {
          picture.setAttribute('aria-label', 'Diagram: ' + kind.diagramType.replace(/-.*/, ''));
        }
        if (source.hidden) source.nextElementSibling.remove();
        source.after(drawing);
        source.hidden = true;
      } catch {
        // The source stays.
      }
    }
  };
  if (sources.length) {
    draw();
    dark.addEventListener('change', draw);
  }
})();
