/// What a site's own files `_redirects` and `_headers` say, in the dialects of Netlify and
/// Cloudflare Pages, and what follows from them for one request. Pure: knows no channel, no
/// framework, no SQL and no file; what a site contains is asked through [Presence].
@NullMarked
package croft.site.rules;

import org.jspecify.annotations.NullMarked;
