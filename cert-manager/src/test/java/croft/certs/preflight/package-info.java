/// Tests of the pre-flight, most of them against a real name server.
@NullMarked
package croft.certs.preflight;

import org.jspecify.annotations.NullMarked;
