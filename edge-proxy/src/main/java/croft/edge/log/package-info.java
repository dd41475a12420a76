/// The access log, as far as it is written on event loops: what is noted of an exchange, and the
/// line that it leaves. Knows neither files nor threads; whole lines go to an [Outlet].
@NullMarked
package croft.edge.log;

import org.jspecify.annotations.NullMarked;
