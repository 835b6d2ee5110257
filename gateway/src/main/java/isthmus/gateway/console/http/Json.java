package isthmus.gateway.console.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Values as JSON: records by their components, instants in ISO 8601, durations in milliseconds,
 * constants in lower case with dashes, what is absent as null. Safe for use by several threads.
 */
public final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(module())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  /** A value as one line of JSON. */
  public static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not expressible in JSON: " + value.getClass(), e);
    }
  }

  /**
   * The tree of a JSON text.
   *
   * @throws HttpProblem 400 when it is not JSON
   */
  public static JsonNode read(String text) throws HttpProblem {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw HttpProblem.badRequest("body", "not JSON: " + e.getOriginalMessage());
    }
  }

  private static SimpleModule module() {
    JavaType optional = new ObjectMapper().constructType(Optional.class);
    SimpleModule module = new SimpleModule();
    module.addSerializer(text(Instant.class, Instant::toString));
    module.addSerializer(text(Enum.class, Json::word));
    module.addSerializer(number(Duration.class, duration -> duration.toNanos() / 1e6));
    module.addSerializer(OptionalLong.class, new OptionalNumber());
    module.addSerializer(new Maybe(optional));
    return module;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static <T> JsonSerializer<T> text(Class<T> type, Function<? super T, String> form) {
    return new Written<>(type, (value, out) -> out.writeString(form.apply(value)));
  }

  private static <T> JsonSerializer<T> number(Class<T> type, Function<T, Double> form) {
    return new Written<>(type, (value, out) -> out.writeNumber(form.apply(value)));
  }

  /** How a value is written. */
  @FunctionalInterface
  private interface Form<T> {
    void write(T value, JsonGenerator out) throws IOException;
  }

  /** A serializer that is a function. */
  private static final class Written<T> extends StdSerializer<T> {
    private static final long serialVersionUID = 1L;

    private final transient Form<T> form;

    Written(Class<T> type, Form<T> form) {
      super(type);
      this.form = form;
    }

    @Override
    public void serialize(T value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      form.write(value, out);
    }
  }

  /** A number or null. */
  private static final class OptionalNumber extends JsonSerializer<OptionalLong> {
    @Override
    public void serialize(OptionalLong value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      if (value.isPresent()) {
        out.writeNumber(value.getAsLong());
      } else {
        out.writeNull();
      }
    }
  }

  /** A value or null. */
  private static final class Maybe extends StdSerializer<Optional<?>> {
    private static final long serialVersionUID = 1L;

    Maybe(JavaType type) {
      super(type);
    }

    @Override
    public void serialize(Optional<?> value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      if (value.isPresent()) {
        provider.defaultSerializeValue(value.get(), out);
      } else {
        out.writeNull();
      }
    }
  }
}
