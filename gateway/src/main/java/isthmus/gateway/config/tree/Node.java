package isthmus.gateway.config.tree;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A YAML value that knows the line it stands on, counted from 1. */
sealed interface Node {
  /** One step of a key path: a key, or an index in brackets. */
  Pattern STEP = Pattern.compile("\\[(\\d+)]|([^.\\[]+)");

  /** Where it begins; for a value in a mapping, where its key is. */
  int line();

  /** What it is, in an operator's words. */
  String kind();

  /** The node at a relative key path, or the innermost one on the way to it that is in the file. */
  default Node at(String path) {
    Node node = this;
    Matcher step = STEP.matcher(path);
    while (step.find()) {
      String index = step.group(1);
      Node next = index == null ? node.child(step.group()) : node.item(Integer.parseInt(index));
      if (next instanceof Absent) {
        return node;
      }
      node = next;
    }
    return node;
  }

  /** The value of a key; {@link Absent} if there is none. */
  default Node child(String key) {
    return new Absent(line());
  }

  /** The item of a sequence; {@link Absent} if there is none. */
  default Node item(int index) {
    return new Absent(line());
  }

  /** A text, a number or a truth value, as it is written. */
  record Scalar(int line, String written, Form form) implements Node {
    /** How it is written. */
    enum Form {
      /** A text, or anything in quotes. */
      TEXT,
      /** A number without fraction. */
      WHOLE_NUMBER,
      /** A number with fraction or exponent. */
      NUMBER,
      /** {@code true} or {@code false}. */
      TRUTH
    }

    /** A text. */
    Scalar(int line, String written) {
      this(line, written, Form.TEXT);
    }

    @Override
    public String kind() {
      return "a single value";
    }

    @Override
    public Node item(int index) {
      return this;
    }
  }

  /** A list. */
  record Sequence(int line, List<Node> items) implements Node {
    @Override
    public String kind() {
      return "a list";
    }

    @Override
    public Node item(int index) {
      return index < items.size() ? items.get(index) : new Absent(line);
    }
  }

  /** A section: keys and values in the order of the file. */
  record Mapping(int line, Map<String, Node> entries) implements Node {
    @Override
    public String kind() {
      return "a section";
    }

    @Override
    public Node child(String key) {
      return entries.getOrDefault(key, new Absent(line));
    }
  }

  /** Nothing; the line is that of the section where it is missing. */
  record Absent(int line) implements Node {
    @Override
    public String kind() {
      return "nothing";
    }
  }
}
