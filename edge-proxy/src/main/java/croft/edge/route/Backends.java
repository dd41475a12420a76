package croft.edge.route;

import croft.platform.declaration.Origin;

/// Where the services of this house listen that answer for sites.
///
/// @param staticSite for files
/// @param wiki for wikis
/// @param chat for texts that are too long for a chat
public record Backends(Origin staticSite, Origin wiki, Origin chat) {}
