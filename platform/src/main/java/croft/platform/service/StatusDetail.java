package croft.platform.service;

/// A service's own part of `/status`; each service has at most one such bean.
public interface StatusDetail {
    /// A record that serde can write; computed on a virtual thread for each request.
    Object detail();
}
