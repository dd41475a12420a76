package croft.edge.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import croft.edge.Eventually;
import croft.edge.exchange.ByHand.Visited;
import croft.edge.http.Body;
import croft.edge.http.Fields;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is said of compressed forms, to clients and to the backend, and when they are made.
@Timeout(60)
class FormsTest {
    private static final String PAGE = "All work and no play makes Jack a dull boy. ".repeat(40);
    private static final int MANY = 600;

    private final ByHand edge = new ByHand();

    @AfterEach
    void close() {
        edge.close();
    }

    @ParameterizedTest
    @CsvSource({
        "'\"v1\"', '\"v1\"'",
        "'\"v1-br\"', '\"v1-br\"'",
        "'W/\"v1-br\"', '\"v1-br\"'",
        "'\"v1-gzip\"', '\"v1-gzip\"'",
        "'\"v0\", \"v1\"', '\"v1\"'",
    })
    void a304NamesTheTagThatTheClientHas(String known, String answered) {
        page("/a");
        Eventually.until(() -> edge.compression.work().made() == 3);

        Visited visited = edge.get("/a", "accept-encoding", "br, gzip", "if-none-match", known);

        assertThat(visited.client().status()).isEqualTo(304);
        assertThat(visited.field("etag")).isEqualTo(answered);
    }

    @Test
    void whatChangesACompressedPageNamesTheBackendsTag() {
        RecordedClient client = RecordedClient.overTls(ByHand.HOST);
        edge.visit("PUT", "/a", new Fields().add("if-match", "\"v1-br\""), client);

        assertThat(edge.last().request.fields().all("if-match"))
                .containsExactly("\"v1-br\"", "\"v1\"");
        edge.last().answer.responded(ByHand.Asked.head(204, Body.NONE));
    }

    @Test
    void whatFoundNoPlaceInTheQueueIsCompressedWhenItIsRead() {
        for (int i = 0; i < MANY; i++) {
            page("/" + i);
        }
        Eventually.until(() -> {
            for (int i = 0; i < MANY; i++) {
                Visited visited = edge.get("/" + i, "accept-encoding", "br");
                if (!visited.field("content-encoding").equals("br")) {
                    return false;
                }
            }
            return true;
        });
        assertThat(edge.compression.work().dropped()).isPositive();
        assertThat(edge.asked).hasSize(MANY);
    }

    private void page(String path) {
        edge.get(path);
        edge.last()
                .answers(
                        200,
                        PAGE,
                        "cache-control",
                        ByHand.FRESH,
                        "content-type",
                        "text/plain",
                        "etag",
                        "\"v1\"");
    }
}
