package croft.chat.message;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Emoji by their names in Mattermost, which other networks do not know: the common ones.
final class Emoji {
    /// A line for each: the emoji, its name, and what else it is called.
    private static final String COMMON =
            """
            👍 +1 thumbsup
            👎 -1 thumbsdown
            😄 smile
            😃 smiley
            😀 grinning
            😁 grin
            😆 laughing satisfied
            😅 sweat_smile
            😂 joy
            🤣 rolling_on_the_floor_laughing rofl
            🙂 slightly_smiling_face
            🙃 upside_down_face
            😉 wink
            😊 blush
            😇 innocent
            😍 heart_eyes
            😘 kissing_heart
            😋 yum
            😛 stuck_out_tongue
            😜 stuck_out_tongue_winking_eye
            😎 sunglasses
            🤓 nerd_face
            🤩 star-struck
            🥳 partying_face
            😏 smirk
            😒 unamused
            😞 disappointed
            😔 pensive
            😟 worried
            😕 confused
            🙁 slightly_frowning_face
            😣 persevere
            😩 weary
            🥺 pleading_face
            😢 cry
            😭 sob
            😤 triumph
            😠 angry
            😡 rage
            🤯 exploding_head
            😳 flushed
            😱 scream
            😨 fearful
            😰 cold_sweat
            🤗 hugging_face hugs
            🤔 thinking_face thinking
            🤫 shushing_face
            😐 neutral_face
            😑 expressionless
            😶 no_mouth
            🙄 face_with_rolling_eyes roll_eyes
            😬 grimacing
            😴 sleeping
            😷 mask
            😵 dizzy_face
            🤖 robot_face robot
            💀 skull
            👻 ghost
            👽 alien
            💩 poop hankey
            🤡 clown_face
            🙈 see_no_evil
            👋 wave
            ✋ raised_hand hand
            👌 ok_hand
            ✌️ v
            🤞 crossed_fingers
            👈 point_left
            👉 point_right
            👆 point_up_2
            👇 point_down
            ✊ fist
            👊 facepunch punch
            👏 clap
            🙌 raised_hands
            👐 open_hands
            🙏 pray
            🤝 handshake
            💪 muscle
            👀 eyes
            🧠 brain
            🤦 facepalm face_palm
            🤷 shrug
            ❤️ heart
            🧡 orange_heart
            💛 yellow_heart
            💚 green_heart
            💙 blue_heart
            💜 purple_heart
            🖤 black_heart
            💔 broken_heart
            💯 100
            💥 boom collision
            💦 sweat_drops
            💨 dash
            💤 zzz
            🎉 tada
            🎊 confetti_ball
            🎈 balloon
            🎁 gift
            🎂 birthday
            🍰 cake
            🍕 pizza
            ☕ coffee
            🍵 tea
            🍺 beer
            🍻 beers
            🍷 wine_glass
            🚀 rocket
            ✈️ airplane
            🚗 car red_car
            🚲 bike
            🏠 house
            🔥 fire
            ⭐ star
            🌟 star2
            ✨ sparkles
            ⚡ zap
            ☀️ sunny
            ☁️ cloud
            🌈 rainbow
            ❄️ snowflake
            ☔ umbrella
            🌍 earth_africa
            🌔 moon
            🦀 crab
            🐛 bug
            🐱 cat
            🐶 dog
            🦄 unicorn_face unicorn
            🐧 penguin
            🐍 snake
            🐢 turtle
            🐝 bee honeybee
            🐳 whale
            🐙 octopus
            🌹 rose
            🌱 seedling
            🌲 evergreen_tree
            ✅ white_check_mark
            ✔️ heavy_check_mark
            ☑️ ballot_box_with_check
            ❌ x
            ⚠️ warning
            ⛔ no_entry
            🚫 no_entry_sign
            🚨 rotating_light
            ❗ exclamation heavy_exclamation_mark
            ❓ question
            ‼️ bangbang
            🔴 red_circle
            🔵 large_blue_circle
            ⚪ white_circle
            ⚫ black_circle
            ⬆️ arrow_up
            ⬇️ arrow_down
            ⬅️ arrow_left
            ➡️ arrow_right
            🔄 arrows_counterclockwise
            ♻️ recycle
            ➕ heavy_plus_sign
            ➖ heavy_minus_sign
            💡 bulb
            📝 memo pencil
            📖 book open_book
            📚 books
            🔖 bookmark
            🔗 link
            📎 paperclip
            📌 pushpin
            📆 calendar
            📅 date
            📈 chart_with_upwards_trend
            📉 chart_with_downwards_trend
            🔍 mag
            🔒 lock
            🔓 unlock
            🔑 key
            🔨 hammer
            🔧 wrench
            ⚙️ gear
            📦 package
            💻 computer
            ⌨️ keyboard
            ☎️ phone telephone
            📱 iphone
            ✉️ email envelope
            🔔 bell
            🔕 no_bell
            📢 loudspeaker
            💬 speech_balloon
            ⌛ hourglass
            ⏰ alarm_clock
            ⏱️ stopwatch
            🏆 trophy
            🏅 medal
            ⚽ soccer
            🎸 guitar
            🎵 musical_note
            🎨 art
            🏁 checkered_flag
            🚧 construction
            """;

    private static final Map<String, String> BY_NAME = new HashMap<>();
    private static final Map<String, String> NAMES = new HashMap<>();
    private static final Pattern SHORT_NAME = Pattern.compile(":([a-z0-9_+-]{1,64}):");

    /// The form that asks for a picture; a text without it means the same.
    private static final String PICTURE = "\uFE0F";

    static {
        for (String line : COMMON.lines().toList()) {
            String[] words = line.split(" ", -1);
            for (int i = 1; i < words.length; i++) {
                BY_NAME.put(words[i], words[0]);
            }
            NAMES.put(bare(words[0]), words[1]);
        }
    }

    private Emoji() {}

    /// The emoji of a name such as `thumbsup`.
    static Optional<String> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /// The name of an emoji.
    static Optional<String> nameOf(String emoji) {
        return Optional.ofNullable(NAMES.get(bare(emoji)));
    }

    /// The text with `:thumbsup:` as the emoji; a name that is not known stays as it is.
    static String shown(String text) {
        if (text.indexOf(':') < 0) {
            return text;
        }
        Matcher names = SHORT_NAME.matcher(text);
        StringBuilder shown = new StringBuilder();
        int done = 0;
        int from = 0;
        while (names.find(from)) {
            Optional<String> emoji = named(names.group(1));
            if (emoji.isPresent()) {
                shown.append(text, done, names.start()).append(emoji.get());
                done = names.end();
                from = done;
            } else {
                from = names.end() - 1; // its last colon may be the next one's first
            }
        }
        return shown.append(text, done, text.length()).toString();
    }

    private static String bare(String emoji) {
        return emoji.replace(PICTURE, "");
    }
}
