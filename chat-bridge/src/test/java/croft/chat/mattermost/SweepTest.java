package croft.chat.mattermost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Reading a channel whose server leaves things out, on random histories.
@Timeout(60)
class SweepTest {
    private static final int MILLIS = 1_000_000;

    static List<Integer> seeds() {
        return java.util.stream.IntStream.range(0, 40).boxed().toList();
    }

    /// Whichever thousand the server tells: each message is read, and before those after it; and
    /// what became of those that were known.
    @ParameterizedTest
    @MethodSource("seeds")
    void everyChangeIsReadWhereverTheServerCuts(int seed) throws Exception {
        Random random = new Random(seed);
        Book book = new Book(random.nextBoolean());
        converse(book, random, 300);
        Reader reader = new Reader(book);
        reader.read();
        converse(book, random, random.nextInt(3_500));

        reader.read();

        assertThat(reader.unread()).isEmpty();
        assertThat(reader.firstSeen).isSorted();
        assertThat(book.changedSince(reader.cursor.at()).size()).isZero();
    }

    /// While it is read it goes on: what is not read is read the next time.
    @ParameterizedTest
    @MethodSource("seeds")
    void nothingIsMissedThatHappensMeanwhile(int seed) throws Exception {
        Random random = new Random(seed);
        Book book = new Book(random.nextBoolean());
        converse(book, random, 300);
        Reader reader = new Reader(book);
        reader.read();
        converse(book, random, 1_000 + random.nextInt(2_500));
        book.meanwhile = () -> chat(book, random, random.nextInt(40));

        reader.read();
        book.meanwhile = () -> {};
        reader.read();

        assertThat(reader.unread()).isEmpty();
        assertThat(reader.firstSeen).isSorted();
    }

    @ParameterizedTest
    @ValueSource(ints = {199, 200, 201, 400, 1_000, 1_001, 1_399})
    void postsOfOneMillisecondAreAllRead(int count) throws Exception {
        Book book = new Book(false);
        book.post(10_000_000);
        Reader reader = new Reader(book);
        for (int i = 0; i < count; i++) {
            book.post(10_100_000);
        }
        book.post(10_100_001);

        reader.read();

        assertThat(reader.unread()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anAnchorThatIsGoneForGoodIsDoneWithout(boolean alongTheIndex) throws Exception {
        Book book = new Book(alongTheIndex);
        String anchor = book.post(10_000_000);
        Reader reader = new Reader(book, new Cursor(10_000_000, 10_000_000, anchor, 10_000_000));
        book.posts.remove(anchor);
        for (int i = 0; i < 1_700; i++) {
            book.post(10_010_000 + i / 3);
        }

        reader.read();

        assertThat(reader.unread()).isEmpty();
    }

    private static void converse(Book book, Random random, int count) {
        chat(book, random, count);
        book.now += 60_000;
    }

    private static void chat(Book book, Random random, int count) {
        for (int i = 0; i < count; i++) {
            if (random.nextInt(3) > 0) {
                book.now += random.nextInt(400);
            }
            List<String> ids = book.ids;
            int what = ids.isEmpty() ? 2 : random.nextInt(12);
            switch (what) {
                case 0 -> book.edit(ids.get(random.nextInt(ids.size())), book.now);
                case 1 -> book.delete(ids.get(random.nextInt(ids.size())), book.now);
                default -> book.post(book.now);
            }
        }
    }

    /// Who reads a book, and knows what they have read.
    private static final class Reader {
        private final Book book;
        private final Map<String, Long> read;

        /// When those were made that came up for the first time, in the order in which they did.
        private final List<Long> firstSeen = new ArrayList<>();

        private Cursor cursor;

        /// Knows all that is there.
        Reader(Book book) {
            this(book, Cursor.begin(book.newest(200)));
            book.posts.values().forEach(post -> read.put(post.id(), post.updateAt()));
        }

        Reader(Book book, Cursor cursor) {
            this.book = book;
            this.cursor = cursor;
            this.read = new LinkedHashMap<>();
        }

        void read() throws Exception {
            boolean[] ended = {false};
            Sweep.run(
                    book,
                    most -> List.copyOf(read.keySet()).reversed().stream().limit(most).toList(),
                    (posts, cursor) -> {
                        assertThat(ended[0]).as("the cursor comes with the last rows").isFalse();
                        posts.forEach(this::take);
                        cursor.ifPresent(next -> this.cursor = next);
                        ended[0] = cursor.isPresent();
                    },
                    cursor);
            assertThat(ended[0]).isTrue();
        }

        private void take(Post post) {
            if (!read.containsKey(post.id()) && !post.isDeleted()) {
                firstSeen.add(post.createAt());
            }
            read.merge(post.id(), post.updateAt(), Math::max);
        }

        /// Posts that were not read as they are, but for such as came and went unread.
        List<String> unread() {
            return book.posts.values().stream()
                    .filter(post -> read.containsKey(post.id()) || !post.isDeleted())
                    .filter(post -> post.updateAt() != read.getOrDefault(post.id(), -1L))
                    .map(Post::id)
                    .toList();
        }
    }

    /// A channel as a server keeps it.
    private static final class Book implements Sweep.Rows {
        final Map<String, Post> posts = new LinkedHashMap<>();
        final List<String> ids = new ArrayList<>();
        private final boolean alongTheIndex;
        private final Random names = new Random(7);
        private Runnable meanwhile = () -> {};
        private long now = 10L * MILLIS;

        Book(boolean alongTheIndex) {
            this.alongTheIndex = alongTheIndex;
        }

        String post(long at) {
            String id = Long.toString(names.nextLong() >>> 1, 36);
            put(id, at, at, 0, 0);
            ids.add(id);
            return id;
        }

        void edit(String id, long at) {
            Post post = Objects.requireNonNull(posts.get(id));
            if (!post.isDeleted()) {
                put(id, post.createAt(), at, at, 0);
            }
        }

        void delete(String id, long at) {
            Post post = Objects.requireNonNull(posts.get(id));
            if (!post.isDeleted()) {
                put(id, post.createAt(), at, post.editAt(), at);
            }
        }

        private void put(String id, long createAt, long updateAt, long editAt, long deleteAt) {
            posts.put(
                    id,
                    new Post(
                            id,
                            createAt,
                            updateAt,
                            editAt,
                            deleteAt,
                            "u",
                            "c",
                            "",
                            "",
                            id,
                            "",
                            Json.ABSENT,
                            List.of(),
                            List.of(),
                            List.of()));
        }

        @Override
        public Post.Page changedSince(long millis) {
            Comparator<Post> order =
                    alongTheIndex
                            ? Comparator.comparingLong(Post::updateAt)
                            : Comparator.comparing(Post::id);
            return page(
                    posts.values().stream()
                            .filter(post -> post.updateAt() > millis)
                            .sorted(order)
                            .limit(Sweep.MOST_ROWS)
                            .sorted(Comparator.comparingLong(Post::createAt).reversed())
                            .toList());
        }

        @Override
        public Post.Page after(String anchor, int number, int size) {
            Optional<Post> from = Optional.ofNullable(posts.get(anchor));
            return page(
                    posts.values().stream()
                            .filter(post -> !post.isDeleted())
                            .filter(p -> from.isPresent() && p.createAt() > from.get().createAt())
                            .sorted(Comparator.comparingLong(Post::createAt))
                            .skip((long) number * size)
                            .limit(size)
                            .toList()
                            .reversed());
        }

        @Override
        public Post.Page before(String anchor, int number, int size) {
            Optional<Post> from = Optional.ofNullable(posts.get(anchor));
            return page(
                    posts.values().stream()
                            .filter(post -> !post.isDeleted())
                            .filter(p -> from.isPresent() && p.createAt() < from.get().createAt())
                            .sorted(Comparator.comparingLong(Post::createAt).reversed())
                            .skip((long) number * size)
                            .limit(size)
                            .toList());
        }

        @Override
        public Post.Page newest(int size) {
            return page(
                    posts.values().stream()
                            .filter(post -> !post.isDeleted())
                            .sorted(Comparator.comparingLong(Post::createAt).reversed())
                            .limit(size)
                            .toList());
        }

        @Override
        public List<Post> byIds(List<String> wanted) {
            assertThat(wanted).hasSizeLessThanOrEqualTo(Sweep.MOST_ROWS);
            List<Post> found =
                    wanted.stream()
                            .flatMap(id -> Optional.ofNullable(posts.get(id)).stream())
                            .toList();
            meanwhile.run();
            return found;
        }

        private Post.Page page(List<Post> newestFirst) {
            Map<String, Post> all = new LinkedHashMap<>();
            newestFirst.forEach(post -> all.put(post.id(), post));
            meanwhile.run();
            return new Post.Page(all, newestFirst.stream().map(Post::id).toList());
        }
    }
}
