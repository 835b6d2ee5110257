// Where the user is in a sheet, and what he has selected: by keys, so that what others do to rows
// and columns does not move him.

const clamp = (value, least, most) => Math.min(most, Math.max(least, value));

export function gridCursor() {
  let last = {line: 1, column: 1};
  const cursor = {
    /** What the grid shows, see steps.js. */
    plan: null,
    active: {row: null, column: null},
    anchor: null,

    lineOf: (key) => cursor.plan.lines.findIndex((line) => line.key === key),
    columnOf: (key) => cursor.plan.columns.findIndex((column) => column.key === key),
    textAt: (line, column) => cursor.plan.sheet.rows[cursor.plan.lines[line].index].cells[cursor.plan.columns[column].index] ?? '',

    /** The active cell by numbers, wherever others moved its row. */
    spot() {
      const line = cursor.lineOf(cursor.active.row);
      const column = cursor.columnOf(cursor.active.column);
      return {line: line < 0 ? Math.min(1, cursor.plan.lines.length - 1) : line, column: Math.max(0, column)};
    },

    range() {
      const here = cursor.spot();
      const there = cursor.anchor ? {line: cursor.lineOf(cursor.anchor.row), column: cursor.columnOf(cursor.anchor.column)} : here;
      if (there.line < 0 || there.column < 0) Object.assign(there, here);
      return {
        top: Math.min(here.line, there.line), bottom: Math.max(here.line, there.line),
        left: Math.min(here.column, there.column), right: Math.max(here.column, there.column),
      };
    },

    /** Whether whole columns are selected. */
    wholeColumns() {
      const {top, bottom} = cursor.range();
      return top === 0 && bottom === cursor.plan.lines.length - 1 && cursor.plan.lines.length > 1;
    },

    /** The keys of a place, kept within the sheet. */
    keys(line, column) {
      const {lines, columns} = cursor.plan;
      return {row: lines[clamp(line, 0, lines.length - 1)]?.key ?? null, column: columns[clamp(column, 0, columns.length - 1)]?.key ?? null};
    },

    to(line, column, extend) {
      if (extend) cursor.anchor ??= cursor.active;
      else cursor.anchor = null;
      cursor.active = cursor.keys(line, column);
    },

    /** Selects from one corner to the other, which is the active cell. */
    select(fromLine, fromColumn, toLine, toColumn) {
      cursor.anchor = cursor.keys(fromLine, fromColumn);
      cursor.active = cursor.keys(toLine, toColumn);
    },

    /** As far as cells go on being filled, or to the next one that is. */
    edge(byRows, byColumns) {
      let {line, column} = cursor.spot();
      const {lines, columns} = cursor.plan;
      const filled = (r, c) => cursor.textAt(r, c) !== '';
      const next = () => line + byRows >= 0 && column + byColumns >= 0 && line + byRows < lines.length && column + byColumns < columns.length;
      if (next()) {
        const run = filled(line, column) && filled(line + byRows, column + byColumns);
        do {
          line += byRows;
          column += byColumns;
        } while (next() && (run ? filled(line + byRows, column + byColumns) : !filled(line, column)));
      }
      return {line, column};
    },

    /**
     * Takes the sheet as it stands now; a cell that is gone gives way to the one in its place.
     *
     * @returns whether the active cell is another one
     */
    take(plan) {
      const other = cursor.plan?.sheet.key !== plan.sheet.key;
      cursor.plan = plan;
      const lost = cursor.lineOf(cursor.active.row) < 0 || cursor.columnOf(cursor.active.column) < 0;
      if (lost || other) {
        const first = plan.lines.findIndex((line) => line.kind === 'row');
        cursor.active = other ? cursor.keys(first < 0 ? plan.lines.length - 1 : first, 1) : cursor.keys(last.line, last.column);
        cursor.anchor = null;
      }
      last = cursor.spot();
      return lost || other;
    },
  };
  return cursor;
}
