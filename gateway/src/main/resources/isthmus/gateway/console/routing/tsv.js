// Cells on the clipboard, as Excel and LibreOffice write and read them: tabs between cells, lines
// between rows, quotes around what holds either.

/** Rows of cells. A last empty line is the end of the one before it. */
export function parseCells(text) {
  const rows = [];
  let row = [];
  let cell = '';
  let quoted = false;
  let begun = false;
  const end = () => {
    row.push(cell);
    cell = '';
    begun = false;
  };
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quoted) {
      if (c === '"' && text[i + 1] === '"') {
        cell += '"';
        i += 1;
      } else if (c === '"') quoted = false;
      else if (c !== '\r') cell += c;
    } else if (c === '"' && !begun && closes(text, i)) {
      quoted = true;
      begun = true;
    } else if (c === '\t') end();
    else if (c === '\n' || c === '\r') {
      if (c === '\r' && text[i + 1] === '\n') i += 1;
      end();
      rows.push(row);
      row = [];
    } else {
      cell += c;
      begun = true;
    }
  }
  if (begun || cell !== '' || row.length > 0) {
    end();
    rows.push(row);
  }
  const width = Math.max(0, ...rows.map((each) => each.length));
  return rows.map((each) => Array.from({length: width}, (_, i) => (each[i] ?? '').trim()));
}

/** A quote opens a quoted cell only when the one that ends it is followed by the end of a cell. */
function closes(text, from) {
  for (let i = from + 1; i < text.length; i++) {
    if (text[i] !== '"') continue;
    if (text[i + 1] === '"') i += 1;
    else return i + 1 === text.length || '\t\n\r'.includes(text[i + 1]);
  }
  return false;
}

export function formatCells(rows) {
  return rows.map((row) => row.map((cell) => (/["\t\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join('\t')).join('\n');
}
