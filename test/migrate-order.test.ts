import { describe, expect, test } from "vitest";
import { orderObjects } from "../src/migrate/object-order.ts";
import { positionOfByte, positionOfCharacter } from "../src/migrate/source-position.ts";
import { definedNames } from "../src/migrate/source-tree.ts";

const file = (path: string, requires?: string) => ({
  path,
  text: `-- Something.\n${requires === undefined ? "" : `-- requires: ${requires}`}\nselect 1;\n`,
});

const order = (...files: readonly ReturnType<typeof file>[]) =>
  orderObjects(files).map(({ path }) => path);

describe("object files are applied", () => {
  test("core first, then folders by name, views last, those with an underscore first", () => {
    const paths = [
      "functions/core/_fail.sql",
      "functions/core/now.sql",
      "functions/auth/_b.sql",
      "functions/auth/a.sql",
      "functions/reservations/a.sql",
      "views/a.sql",
    ];
    expect(order(...paths.toReversed().map((path) => file(path)))).toEqual(paths);
  });

  test("after what they require, which may itself require something", () => {
    expect(
      order(
        file("functions/core/a.sql", "functions/z/b, functions/core/c"),
        file("functions/core/c.sql"),
        file("functions/core/d.sql"),
        file("functions/z/b.sql", "views/e"),
        file("views/e.sql"),
      ),
    ).toEqual([
      "views/e.sql",
      "functions/z/b.sql",
      "functions/core/c.sql",
      "functions/core/a.sql",
      "functions/core/d.sql",
    ]);
  });

  test("never in a circle, which is named", () => {
    const circle = [
      file("functions/core/a.sql", "functions/core/b"),
      file("functions/core/b.sql", "functions/core/a"),
    ];
    expect(() => order(...circle)).toThrow(
      "files require each other: functions/core/a.sql -> functions/core/b.sql -> functions/core/a.sql",
    );
  });
});

describe("what a file defines", () => {
  test("is told from its statements, not from the text within them", () => {
    const text = `-- create function ops.no();
create or replace function ops.One(a text) returns text language sql as $$
    select 'create view ops.no'
$$;
create procedure ops."Two"() language sql as '';
create or replace view ops.one as select 1;
`;
    expect(definedNames(text)).toEqual(["routine Two", "routine one", "view one"]);
  });
});

describe("a place in a file", () => {
  test("is found from characters and from bytes, past text of several bytes each", () => {
    const text = "-- 🧵ş\n\tselect 🧵 x;\r\nend";
    const place = { line: 2, column: 11, excerpt: "2 | \tselect 🧵 x;\n    \t         ^" };
    expect(positionOfCharacter(text, 17)).toEqual(place);
    expect(positionOfByte(text, Buffer.byteLength("-- 🧵ş\n\tselect 🧵 "))).toEqual(place);
  });
});
