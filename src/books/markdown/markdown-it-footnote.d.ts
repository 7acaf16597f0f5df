/** It has no types of its own; all that is done with it is to hand it to markdown-it. */
declare module 'markdown-it-footnote';
