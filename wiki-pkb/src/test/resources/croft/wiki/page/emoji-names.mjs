// Writes the names of emoji that are one code point, as people write them between colons:
//
//     npm install emojibase-data@17.0.0 && node emoji-names.mjs > emoji.txt
//
// Of several names the shortest is taken, as pkb's library does, so that fragments stay the same.
import { readFileSync } from 'node:fs';

const names = JSON.parse(
    readFileSync('node_modules/emojibase-data/en/shortcodes/github.json', 'utf8'));
const lines = Object.entries(names)
    .filter(([points]) => !points.includes('-'))
    .map(([point, name]) => [point, [name].flat()])
    .map(([point, all]) => [point, all.reduce((a, b) => (b.length < a.length ? b : a))])
    .map(([point, name]) => `${point} ${name.replaceAll('_', ' ')}`)
    .sort();
console.log(`# Names of emoji by code point, from the data set emojibase-data 17.0.0,
# https://github.com/milesj/emojibase, en/shortcodes/github.json.
# Copyright (c) 2017-2019 Miles Johnson, MIT licence: see emoji-licence.txt.
# Written by emoji-names.mjs of this module's test resources.`);
console.log(lines.join('\n'));
