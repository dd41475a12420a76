package croft.edge.route;

import croft.platform.declaration.Origin;

/// Where the services of this house listen that answer for sites.
///
/// @param staticSite for files
/// @param wiki for wikis
public record Backends(Origin staticSite, Origin wiki) {}
