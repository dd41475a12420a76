/// What others may ask of cert-manager over HTTP, beside its status.
@NullMarked
package croft.certs.control;

import org.jspecify.annotations.NullMarked;
