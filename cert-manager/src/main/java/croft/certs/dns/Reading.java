package croft.certs.dns;

import java.util.List;

/// How a driver learns what is there, whose provider's interface cannot tell.
interface Reading {
    List<String> values(String owner) throws DnsTrouble;
}
