package croft.chat.mattermost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
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

    /// Along the index: every change is read, however many there are.
    @ParameterizedTest
    @MethodSource("seeds")
    void everyChangeIsReadWhereTheServerReadsAlongItsIndex(int seed) throws Exception {
        Random random = new Random(seed);
        Book book = new Book(true);
        converse(book, random, 300);
        Cursor from = read(book, Cursor.begin(book.newest(200)), new ArrayList<>());
        Map<String, Long> before = book.versions();
        converse(book, random, random.nextInt(3_000));

        List<Post> posts = new ArrayList<>();
        Cursor to = read(book, from, posts);

        assertThat(unread(book, before, posts)).isEmpty();
        assertThat(firstSeen(posts, before)).isSorted();
        assertThat(book.changedSince(to.at()).size()).isZero();
    }

    /// Any thousand: no message is missed, and each is read before those after it.
    @ParameterizedTest
    @MethodSource("seeds")
    void noMessageIsMissedWhereverTheServerCuts(int seed) throws Exception {
        Random random = new Random(seed);
        Book book = new Book(false);
        converse(book, random, 200);
        Cursor from = read(book, Cursor.begin(book.newest(200)), new ArrayList<>());
        Map<String, Long> before = book.versions();
        converse(book, random, 1_000 + random.nextInt(2_500));

        List<Post> posts = new ArrayList<>();
        read(book, from, posts);

        Set<String> read = posts.stream().map(Post::id).collect(Collectors.toSet());
        assertThat(book.posts.values())
                .filteredOn(post -> !before.containsKey(post.id()) && !post.isDeleted())
                .allSatisfy(post -> assertThat(read).contains(post.id()));
        assertThat(firstSeen(posts, before)).isSorted();
    }

    @ParameterizedTest
    @ValueSource(ints = {199, 200, 201, 400, 1_000, 1_001, 1_399})
    void postsOfOneMillisecondAreAllRead(int count) throws Exception {
        Book book = new Book(false);
        book.post(10_000_000);
        Cursor from = read(book, Cursor.begin(book.newest(200)), new ArrayList<>());
        for (int i = 0; i < count; i++) {
            book.post(10_100_000);
        }
        book.post(10_100_001);

        List<Post> posts = new ArrayList<>();
        read(book, from, posts);

        assertThat(posts.stream().map(Post::id).distinct()).hasSizeGreaterThanOrEqualTo(count + 1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anAnchorThatIsGoneForGoodIsDoneWithout(boolean alongTheIndex) throws Exception {
        Book book = new Book(alongTheIndex);
        String anchor = book.post(10_000_000);
        Cursor from = new Cursor(10_000_000, 10_000_000, anchor, 10_000_000);
        book.posts.remove(anchor);
        for (int i = 0; i < 1_700; i++) {
            book.post(10_010_000 + i / 3);
        }

        List<Post> posts = new ArrayList<>();
        read(book, from, posts);

        assertThat(posts.stream().map(Post::id).collect(Collectors.toSet()))
                .isEqualTo(book.posts.keySet());
    }

    private static void converse(Book book, Random random, int count) {
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
        book.now += 60_000;
    }

    private static Cursor read(Book book, Cursor from, List<Post> into) throws Exception {
        Cursor[] last = {from};
        boolean[] ended = {false};
        Sweep.run(
                book,
                (posts, cursor) -> {
                    assertThat(ended[0]).as("the cursor comes with the last rows").isFalse();
                    into.addAll(posts);
                    cursor.ifPresent(next -> last[0] = next);
                    ended[0] = cursor.isPresent();
                },
                from);
        assertThat(ended[0]).isTrue();
        return last[0];
    }

    private static List<String> unread(Book book, Map<String, Long> before, List<Post> read) {
        Map<String, Long> seen = new HashMap<>(before);
        read.forEach(post -> seen.merge(post.id(), post.updateAt(), Math::max));
        return book.posts.values().stream()
                .filter(post -> post.updateAt() != seen.getOrDefault(post.id(), -1L))
                .map(Post::id)
                .toList();
    }

    /// When those were made that came up for the first time, in the order in which they did.
    private static List<Long> firstSeen(List<Post> read, Map<String, Long> before) {
        Set<String> seen = new HashSet<>(before.keySet());
        List<Long> times = new ArrayList<>();
        for (Post post : read) {
            if (!post.isDeleted() && seen.add(post.id())) {
                times.add(post.createAt());
            }
        }
        return times;
    }

    /// A channel as a server keeps it.
    private static final class Book implements Sweep.Rows {
        final Map<String, Post> posts = new LinkedHashMap<>();
        final List<String> ids = new ArrayList<>();
        private final boolean alongTheIndex;
        private final Random names = new Random(7);
        long now = 10L * MILLIS;

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

        Map<String, Long> versions() {
            return posts.values().stream().collect(Collectors.toMap(Post::id, Post::updateAt));
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
            return wanted.stream().map(posts::get).toList();
        }

        private static Post.Page page(List<Post> newestFirst) {
            Map<String, Post> all = new LinkedHashMap<>();
            newestFirst.forEach(post -> all.put(post.id(), post));
            return new Post.Page(all, newestFirst.stream().map(Post::id).toList());
        }
    }
}
