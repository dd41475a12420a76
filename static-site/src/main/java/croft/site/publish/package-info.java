/// Deploying over HTTP, below `/.deploy` of a site's own host: who may, what is sent, what is
/// answered. Reads bodies as they arrive and writes them to the blob store; knows no channel and no
/// SQL. The protocol is docs/contracts/deploying.md.
@NullMarked
package croft.site.publish;

import org.jspecify.annotations.NullMarked;
