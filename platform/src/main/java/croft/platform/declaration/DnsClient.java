package croft.platform.declaration;

import croft.platform.secret.SecretName;
import java.util.List;

/// A program elsewhere that has records written here, by lego's `httpreq`: it gets certificates for
/// its names, and needs no credentials for the zone.
///
/// @param user what it calls itself
/// @param secret where its password is
/// @param names that it may prove; a wildcard stands for itself and every name one label longer
/// @param dns who holds the zone of these names
public record DnsClient(String user, SecretName secret, List<HostName> names, DnsProvider dns) {
    public DnsClient {
        names = List.copyOf(names);
    }
}
