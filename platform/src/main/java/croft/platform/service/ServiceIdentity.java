package croft.platform.service;

import java.time.Instant;

/// Which service this process is.
///
/// @param name as in the contracts, such as `edge-proxy`
/// @param version of the jar, or `development` when run from class folders
/// @param since when the process was started
record ServiceIdentity(String name, String version, Instant since) {}
