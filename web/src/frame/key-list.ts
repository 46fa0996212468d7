/** Every key there is, as `?` tells of them; the words stand in the catalogue under the same names. */
export const keyGroups = {
  everywhere: ['palette', 'choose', 'help', 'next', 'enter', 'escape', 'print'],
  writing: ['save', 'send'],
  readyMatters: ['mark', 'move'],
  board: ['cells', 'ends', 'pages', 'extend', 'all', 'edit', 'clipboard', 'clear', 'undo'],
} as const;
