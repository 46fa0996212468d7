/**
 * How a PDF looks. Typst reads the document as JSON from `sys.inputs` and never as markup: every text of the model enters as a
 * string value, which Typst sets sign for sign. Nothing of a document may be pasted into this source.
 */
export const typstTemplate = String.raw`
#let model = json(bytes(sys.inputs.model))

#let ink = rgb("#1a1a1a")
#let quiet = rgb("#4d4d4d")
#let accent = rgb("#1d4f63")
#let hairline = 0.4pt + rgb("#c4cccf")

// Paragraph numbers hang in a margin of their own, when there are any.
#let hang = if model.blocks.any(b => "number" in b) { 1.75cm } else { 0cm }
#let left-edge = 2.4cm
#let right-edge = 2.4cm

#let lines(string) = string.split("\n").join(linebreak())
#let styled(run) = {
  if type(run) == str { return lines(run) }
  let body = lines(run.text)
  if run.at("bold", default: false) { body = strong(body) }
  if run.at("italic", default: false) { body = emph(body) }
  body
}
#let rich(content) = if type(content) == str { lines(content) } else { content.map(styled).join() }

#set document(title: model.title, author: model.meta.at("author", default: ()), date: auto)
#set text(
  font: ("Source Sans 3", "Noto Emoji"), fallback: false, size: 10.5pt, fill: ink,
  lang: "sv", region: "SE", hyphenate: false, number-type: "lining",
)
#set strong(delta: 200)
#set par(leading: 0.62em, spacing: 1.05em, justify: false)
#set page(
  paper: "a4",
  margin: (left: left-edge + hang, right: right-edge, top: 3.3cm, bottom: 2.6cm),
  header-ascent: 0.85cm,
  footer-descent: 0.7cm,
  header: pad(left: -hang, {
    set text(size: 9pt, fill: quiet)
    set par(leading: 0.5em, spacing: 0.5em)
    grid(
      columns: (1fr, auto), column-gutter: 1cm, align: (left, right),
      model.header.enumerate().map(((i, line)) => if i == 0 { text(fill: ink, strong(line)) } else { line }).join(linebreak()),
      context [Sida #counter(page).display() av #counter(page).final().first()],
    )
    v(0.14cm, weak: true)
    line(length: 100%, stroke: 0.6pt + accent)
  }),
  footer: if model.at("initials", default: ()).len() > 0 {
    set text(size: 8pt, fill: quiet)
    pad(left: -hang, grid(
      columns: model.initials.map(_ => 1fr), column-gutter: 0.8cm,
      ..model.initials.map(who => { line(length: 100%, stroke: 0.4pt + quiet); v(0.1cm, weak: true); who })
    ))
  },
)

#show heading: set text(fill: ink, weight: 600, hyphenate: false)
#show heading.where(level: 1): set text(size: 21pt)
#show heading.where(level: 2): set text(size: 13.5pt)
#show heading.where(level: 3): set text(size: 10.5pt, fill: accent)
#show heading.where(level: 4): set text(size: 10.5pt, style: "italic")
#show heading.where(level: 1): set block(above: 0cm, below: 0.75cm)
#show heading.where(level: 2): set block(above: 0.95cm, below: 0.32cm)
#show heading.where(level: 3): set block(above: 0.55cm, below: 0.26cm)
#show heading.where(level: 4): set block(above: 0.4cm, below: 0.2cm)
#show heading: it => block(sticky: true, {
  if it.numbering != none {
    h(-hang)
    box(width: hang, { text(fill: accent, numbering(it.numbering)); " " })
  }
  it.body
})

#show figure: set block(above: 0.55cm, below: 0.65cm)
#show figure: set align(left)
#show figure.caption: it => block(sticky: true, below: 0.2cm, text(size: 9pt, weight: 600, fill: quiet, it.body))
#set figure(gap: 0.2cm)
#set figure.caption(position: top)
#show table: set text(size: 9.5pt, hyphenate: true, number-width: "tabular")
#show table: set par(leading: 0.52em)
#show table.cell.where(y: 0): set text(size: 9pt, weight: 600)

#set list(marker: text(fill: accent, "•"), indent: 0.1cm, body-indent: 0.28cm, spacing: 0.55em)
#set enum(numbering: n => text(fill: accent, weight: 600, number-width: "tabular", str(n) + "."), indent: 0cm, body-indent: 0.28cm, spacing: 0.6em)

#let heading-of(b) = {
  heading(
    level: b.level + 1,
    numbering: if "number" in b { (..) => b.number } else { none },
    lines(b.text),
  )
  if "reference" in b { block(above: 0.2cm, below: 0.35cm, sticky: true, text(size: 9pt, fill: quiet, par(lines(b.reference)))) }
}

#let alignment = (left: left, right: right, center: center)

// A table that surely fits well within a page, however its cells break, is not torn apart. One that did not fit would be
// squeezed into its page, so the estimate is a cautious one.
#let words-of(cell) = if type(cell) == str { cell } else { cell.map(run => if type(run) == str { run } else { run.text }).join("") + "" }
#let height-of(words, signs) = words.split("\n").map(line => calc.max(1, calc.ceil(line.len() / signs))).sum()
#let is-short(b) = {
  if b.rows.len() > 16 { return false }
  let widths = b.at("widths", default: b.header.map(_ => 1))
  let signs = widths.map(width => calc.max(1, width / widths.sum() * 60))
  let rows = (b.header, ..b.rows).map(row => calc.max(..row.enumerate().map(((i, cell)) => height-of(words-of(cell), signs.at(i)))))
  rows.sum() + height-of(b.caption, 60) <= 22
}

#let table-of(b) = {
  show figure: set block(breakable: not is-short(b))
  let aligns = b.header.enumerate().map(((i, _)) => alignment.at(b.at("align", default: ()).at(i, default: "left")))
  let last = b.rows.len()
  let total = b.at("hasTotal", default: false)
  figure(kind: table, supplement: none, numbering: none, caption: lines(b.caption), table(
    columns: if "widths" in b { b.widths.map(w => w * 1fr) } else { aligns.map(a => if a == left { 1fr } else { auto }) },
    align: (x, y) => aligns.at(x) + if y == 0 { bottom } else { top },
    inset: (x, y) => (
      left: if x == 0 { 0cm } else { 0.16cm },
      right: if x == aligns.len() - 1 { 0cm } else { 0.16cm },
      top: 0.13cm,
      bottom: 0.13cm,
    ),
    stroke: (x, y) => (
      bottom: if y == 0 { 0.8pt + accent } else if total and y == last - 1 { 0.8pt + accent } else { hairline },
    ),
    table.header(..b.header.map(lines)),
    ..b.rows.enumerate().map(((i, row)) => row.map(cell => {
      if total and i == last - 1 { strong(rich(cell)) } else { rich(cell) }
    })).flatten()
  ))
}

#let label-width = 4.8cm
#let facts-of(b) = {
  set par(leading: 0.55em)
  set terms(separator: [], hanging-indent: label-width, spacing: 0.6em, indent: 0cm)
  // A label too long for its column takes more lines; its first line stays beside the value.
  let label-of(words) = context {
    let set-label = block(width: label-width - 0.3cm, lines(words))
    let extra = measure(set-label).height - measure(block(width: label-width, "X")).height
    box(width: label-width, baseline: extra, inset: (right: 0.3cm), text(weight: 600, fill: quiet, hyphenate: true, lines(words)))
  }
  show terms.item: set strong(delta: 0)
  block(above: 0.4cm, below: 0.6cm, terms(..b.entries.map(e => terms.item(label-of(e.label), e.values.map(rich).join(linebreak())))))
}

#let signatures-of(b) = block(above: 0.6cm, below: 0.6cm, grid(
  columns: (1fr, 1fr), column-gutter: 1.1cm, row-gutter: 0.35cm,
  ..b.entries.map(e => block(breakable: false, width: 100%, {
    block(height: 1.35cm, width: 100%, below: 0.12cm, align(bottom, if "signed" in e { par(text(size: 9pt, fill: accent, lines(e.signed))) }))
    line(length: 100%, stroke: 0.6pt + ink)
    v(0.18cm, weak: true)
    par({ strong(lines(e.name)); linebreak(); text(size: 9pt, fill: quiet, lines(e.role)) })
  }))
))

#let note-of(b) = block(
  above: 0.6cm, below: 0.7cm, width: 100%, breakable: true, fill: rgb("#eef3f5"), stroke: (left: 2.2pt + accent),
  inset: (left: 0.4cm, right: 0.4cm, top: 0.32cm, bottom: 0.34cm),
  {
    if "title" in b { par(strong(lines(b.title))) }
    par(rich(b.text))
  },
)

#let block-of = (
  heading: heading-of,
  paragraph: b => par(rich(b.text)),
  list: b => block(above: 0.26cm, below: 0.42cm, (if b.at("ordered", default: false) { enum } else { list })(..b.items.map(rich))),
  table: table-of,
  facts: facts-of,
  signatures: signatures-of,
  note: note-of,
  pageBreak: b => pagebreak(weak: true),
)

#block(below: 0.7cm, pad(left: -hang, heading(level: 1, lines(model.title))))
#for b in model.blocks { (block-of.at(b.kind))(b) }
`;
