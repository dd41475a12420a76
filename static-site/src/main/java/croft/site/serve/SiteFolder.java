package croft.site.serve;

import croft.platform.declaration.HostName;
import croft.site.content.PlainFolder;

/// One site and the folder it is served from.
public record SiteFolder(HostName host, PlainFolder folder) {}
