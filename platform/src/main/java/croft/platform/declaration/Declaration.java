package croft.platform.declaration;

import java.util.List;
import java.util.Optional;

/// What one `croft.yml` says is hosted.
///
/// @param contact mail address given to certificate authorities
/// @param certificates where certificates come from
/// @param edge the edge's memory, and who may purge it
/// @param sites in the order of the file; no host or alias appears twice
/// @param chats chat servers, and what is said there
public record Declaration(
        Optional<MailAddress> contact,
        CertificatePolicy certificates,
        EdgePolicy edge,
        List<Site> sites,
        Chats chats) {
    public Declaration {
        sites = List.copyOf(sites);
    }

    /// One that says nothing of the edge.
    public Declaration(
            Optional<MailAddress> contact, CertificatePolicy certificates, List<Site> sites) {
        this(contact, certificates, EdgePolicy.DEFAULT, sites);
    }

    /// One that says nothing of chats.
    public Declaration(
            Optional<MailAddress> contact,
            CertificatePolicy certificates,
            EdgePolicy edge,
            List<Site> sites) {
        this(contact, certificates, edge, sites, Chats.NONE);
    }
}
