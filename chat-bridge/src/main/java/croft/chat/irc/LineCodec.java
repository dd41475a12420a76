package croft.chat.irc;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.MessageToMessageCodec;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Turns lines of octets into lines of IRC, and back. What is not UTF-8 is what it always was
/// before: Windows' Latin.
final class LineCodec extends MessageToMessageCodec<ByteBuf, IrcLine> {
    /// In octets: 8191 of tags and 512 of the rest (IRCv3 message tags).
    static final int LONGEST = 8191 + 512;

    private static final Charset OLD = Charset.forName("windows-1252");

    @Override
    protected void encode(ChannelHandlerContext context, IrcLine line, List<Object> out) {
        out.add(Unpooled.copiedBuffer(line.written() + "\r\n", StandardCharsets.UTF_8));
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf octets, List<Object> out) {
        IrcLine.read(text(octets)).ifPresent(out::add);
    }

    private static String text(ByteBuf octets) {
        ByteBuffer whole = octets.nioBuffer();
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(whole).toString();
        } catch (CharacterCodingException _) {
            return octets.toString(OLD);
        }
    }
}
