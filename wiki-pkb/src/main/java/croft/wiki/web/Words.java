package croft.wiki.web;

import croft.platform.traffic.Status;

/// What a reader is told in place of what cannot be shown.
record Words(String heading, String sentence) {
    static Words of(Status status) {
        return switch (status.code()) {
            case 404 ->
                    new Words(
                            "Page Not Found",
                            "There is no page at this address. The link may be broken, or the page"
                                    + " removed.");
            case 500 ->
                    new Words(
                            "Something Went Wrong",
                            "The server made a mistake; its owner finds it in the log. Please try"
                                    + " again later.");
            case 503 ->
                    new Words(
                            "Unavailable",
                            "This cannot be shown just now. Please try again in a moment.");
            default -> new Words(status.phrase(), sentence(status.code()));
        };
    }

    private static String sentence(int code) {
        return switch (code) {
            case 400 -> "The request could not be understood.";
            case 405 -> "Pages here can only be read.";
            case 412 -> "The page is not the one that was meant.";
            case 413, 431 -> "The request was too large.";
            case 414 -> "The address is too long.";
            case 416 -> "The file has no such part.";
            case 417 -> "The server cannot do what is expected.";
            case 421 -> "No wiki of this name is here.";
            case 505 -> "The server speaks another version of HTTP.";
            default -> "The server cannot do what was asked.";
        };
    }
}
