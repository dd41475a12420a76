// Writes what Temml makes of formulas.txt, in the form that FormulasTest.java compares:
//
//     npm install temml@0.13.5 && node temml.mjs formulas.txt > formulas-expected.txt
//
// The form keeps what is set where: fractions, scripts, roots, marks, tables, letters and signs in
// their order. It leaves out what two good renderings may do differently: rows within rows, spaces,
// invisible operators, attributes, empty cells at a row's end, whether a sign is `mi` or `mo`, letters of words within texts.
import { readFileSync } from 'node:fs';
import temml from 'temml';

const ENTITIES = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const TRANSPARENT = new Set(['math', 'semantics', 'mrow', 'mstyle', 'mpadded']);
const ROWS = new Set(['mtd', 'msqrt', 'mphantom']);

function parse(xml) {
    const root = { name: 'root', attributes: '', children: [], text: '' };
    const open = [root];
    for (const [, close, name, attributes, text] of xml.matchAll(
        /<(\/?)([a-z-]+)([^>]*?)\/?>|([^<]+)/g)) {
        const parent = open.at(-1);
        if (text !== undefined) {
            parent.text += text.replace(/&(\w+);/g, (_, entity) => ENTITIES[entity]);
        } else if (close) {
            open.pop();
        } else {
            const node = { name, attributes, children: [], text: '' };
            parent.children.push(node);
            open.push(node);
        }
    }
    return root.children[0];
}

const inside = (node) => node.children.flatMap(canonical);
const bracketed = (node) => `[${canonical(node).join(' ')}]`;

/** The node as a list of words; what is beside each other is not nested. */
function canonical(node) {
    const { name, attributes, children } = node;
    if (['mi', 'mo', 'mn', 'mtext'].includes(name)) {
        return leaf(node);
    }
    if (name === 'mspace' || name === 'annotation') {
        return [];
    }
    if (name === 'menclose') {
        const marked = inside({ children: [children[0]] }).join(' ');
        if (attributes.includes('top')) return [`(mover [${marked}] [‾])`];
        if (attributes.includes('bottom')) return [`(munder [${marked}] [_])`];
        const up = attributes.includes('updiagonalstrike');
        const down = attributes.includes('downdiagonalstrike');
        return [`(${up && down ? 'cancel cross' : down ? 'cancel back' : 'cancel'} [${marked}])`];
    }
    if (name === 'mrow' && attributes.includes('border:1px solid')) {
        return [`(box [${inside(node).join(' ')}])`];
    }
    if (TRANSPARENT.has(name)) {
        return inside(node);
    }
    if (ROWS.has(name)) {
        return [`(${name} [${inside(node).join(' ')}])`];
    }
    if (['mover', 'munder'].includes(name) && canonical(children[1]).length === 0) {
        return canonical(children[0]);
    }
    if (name === 'mtr') {
        const cells = children.map(bracketed);
        while (cells.at(-1) === '[(mtd [])]') cells.pop();
        return [`(mtr ${cells.join(' ')})`];
    }
    const bare = name === 'mfrac' && attributes.includes('linethickness="0') ? 'stack' : name;
    return [`(${bare} ${children.map(bracketed).join(' ')})`];
}

function leaf({ name, attributes, text }) {
    const plain = text.normalize(name === 'mtext' ? 'NFKC' : 'NFC')
        .replace(/[\s\u2061\u00A0\u2009\uFE0E]/g, '');
    if (plain === '') {
        return [];
    }
    const word = /^\p{L}/u.test(plain);
    if (word) {
        return [(attributes.includes('mathvariant="normal"') ? 'upright ' : '') + plain];
    }
    return name === 'mn' ? plain.split(/(,)/) : [...plain];
}

for (const line of readFileSync(process.argv[2], 'utf8').split('\n')) {
    if (line === '' || line.startsWith('#')) {
        continue;
    }
    const display = line.startsWith('display: ');
    const tex = display ? line.slice('display: '.length) : line;
    const xml = temml.renderToString(tex, { displayMode: display, throwOnError: true });
    console.log(canonical(parse(xml)).join(' '));
}
