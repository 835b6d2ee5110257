/**
 * The console and the REST interface under it: pages served from the class path, and what they ask
 * for. Later pages and their REST handlers come as {@link
 * isthmus.gateway.console.ConsoleExtension}.
 *
 * <p>Thread rule: handlers run on virtual threads and may block. Depends on {@code gateway.observe}
 * and the story store. A user's text is not shown.
 *
 * <p>Adding a page: a folder of plain files on the class path with a module and a style sheet of
 * the folder's name. All pages share their HTML ({@code page.html}); in the module, call {@code
 * frame()} of {@code /assets/frame.js} first, which draws header and navigation, and take tables,
 * bars, charts and the story view from the other modules of {@code /assets}. Register a {@link
 * isthmus.gateway.console.ConsolePage} and, if it needs them, routes. Scripts and styles must be
 * files: the Content-Security-Policy forbids inline ones.
 */
@NullMarked
package isthmus.gateway.console;

import org.jspecify.annotations.NullMarked;
