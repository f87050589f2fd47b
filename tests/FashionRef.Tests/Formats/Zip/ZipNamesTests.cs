using FashionRef.Files;
using FashionRef.Formats.Zip;

namespace FashionRef.Tests.Formats.Zip;

internal sealed class ZipNamesTests
{
    private const string One = "are one name to some programs";
    private const string Form = "could be one name to programs that change the form of characters; name them in ASCII";

    [TestCase("a", "a")]
    [TestCase("config.json", "Config.json")]
    [TestCase("config.json", "./config.json")]
    [TestCase("config.json", "x/../config.json")]
    [TestCase("config.json", "../config.json")]
    [TestCase("config.json", "//config.json")]
    [TestCase("config.json", "C:config.json")]
    [TestCase("config.json", "C:\\config.json")]
    [TestCase("config.json", "config.json.")]
    [TestCase("config.json", "config.json ")]
    [TestCase("config.json", "config.json/")]
    [TestCase("a/b", "a\\b")]
    [TestCase("a/b", "a/B")]
    public void Two_members_of_one_name_are_refused(string first, string second)
    {
        Refuse(first, second, One);
        Refuse(second, first, One);
    }

    // NFC and NFD of one name, NFKC of a wide letter, a ligature, the sign of kelvin, a slash of another width.
    [TestCase("\u00e9", "e\u0301")]
    [TestCase("assets/gr\u00fcn.txt", "assets/gru\u0308n.txt")]
    [TestCase("config.json", "\uff43onfig.json")]
    [TestCase("config.json", "con\ufb01g.json")]
    [TestCase("config.json", "\uff43\uff4f\uff4e\uff46\uff49\uff47.json")]
    [TestCase("ok.json", "o\u212a.json")]
    [TestCase("a/b", "a\uff0fb")]
    [TestCase("model.weights.h5", "model.weights\u2024h5")]
    public void Two_members_that_could_be_one_in_another_form_are_refused(string first, string second)
    {
        // The one outside ASCII is named first.
        bool isFolded = first == "ok.json";
        bool isAscii = System.Text.Ascii.IsValid(first);
        ZipMembersTests.Refuse(File(first, second), isFolded ? Same(first, second, One) : isAscii ? Same(second, first, Form) : Same(first, second, Form));
        ZipMembersTests.Refuse(File(second, first), Same(second, first, isFolded ? One : Form));
    }

    [Test]
    public void A_file_that_is_a_folder_too_is_refused()
    {
        Refuse("a", "a/b", "make one name a file and a folder");
        Refuse("A", "x/../a/b/c", "make one name a file and a folder");
        Read("a/", "a/b", "ab");
    }

    [TestCase("config.json", "assets/gr\u00fcn.txt", "assets/fr\u00fch.txt")]
    [TestCase("config.json", "model.weights.h5", "metadata.json", "assets/", "assets/\u732b.txt")]
    [TestCase("a", "b", "ab", "a.b", "a/b.json", "b.json")]
    public void Names_that_no_program_confuses_are_read(params string[] names)
    {
        if (names.Contains("a") && names.Contains("a/b.json"))
        {
            names = [.. names.Where(name => name != "a")];
        }

        Read(names);
    }

    [TestCase("/a", "has an absolute path for a name and points outside the zip file")]
    [TestCase("../a", "has '..' in its name and points outside its folder")]
    [TestCase("a/../b", "has '..' in its name and points outside its folder")]
    [TestCase("a/..", "has '..' in its name and points outside its folder")]
    [TestCase("C:a", "has a colon in its name, as paths with a drive letter have")]
    [TestCase("a:b", "has a colon in its name, as paths with a drive letter have")]
    [TestCase("a\\b", "has a backslash in its name, which some systems read as a folder's end")]
    [TestCase("a\nb", "has a control character in its name")]
    [TestCase("a\u001bb", "has a control character in its name")]
    [TestCase("a\u007f", "has a control character in its name")]
    [TestCase("./a", "has an empty part or '.' in its name")]
    [TestCase("a//b", "has an empty part or '.' in its name")]
    public void A_name_that_is_not_plain_is_refused_when_it_is_asked_for(string name, string reason)
    {
        ZipMembers members = ZipMembers.Read(File(name, "other"));

        Assert.That(members.Names, Is.EqualTo(["other"]));
        Assert.That(members.Has(name), Is.True);
        Assert.That(() => members.ReadAll(name, 9), Throws.TypeOf<ContentFaultException>().With.Message.EqualTo($"has '{name}', which {reason}"));
    }

    [TestCase("a..b")]
    [TestCase("..a")]
    [TestCase("a b/c-d_e.f")]
    public void A_plain_name_is_read(string name) => Read(name);

    [TestCase("config.json\0.txt", 0x0800, "has a member whose name 'config.json\0.txt' has a NUL character or bytes in no stated encoding: programs read it differently")]
    [TestCase("\u00e9", 0, "has a member whose name '\u00c3\u00a9' has a NUL character or bytes in no stated encoding: programs read it differently")]
    [TestCase("", 0, "has a member with a name of 0 bytes; 1 to 512 are read here")]
    public void A_name_that_programs_read_differently_is_refused(string name, int flags, string message) =>
        ZipMembersTests.Refuse(new ZipParts(new ZipPart(name, [1]) { Flags = (ushort)flags }).Bytes(), message);

    [Test]
    public void A_name_that_is_not_UTF_8_is_refused() => ZipMembersTests.Refuse(
        new ZipParts(new ZipPart("", [1]) { NameBytes = [0xC3], Flags = 0x0800 }).Bytes(),
        "has a member whose name '\u00c3' is not UTF-8, as the file says");

    [Test]
    public void Long_and_deep_names_and_many_outside_ASCII_are_refused()
    {
        Read(new string('n', 512), string.Join('/', Enumerable.Repeat("a", 32)));
        ZipMembersTests.Refuse(File(new string('n', 513)), "has a member with a name of 513 bytes; 1 to 512 are read here");
        string deep = string.Join('/', Enumerable.Repeat("a", 33));
        ZipMembersTests.Refuse(File(deep), $"has '{deep}', which is more than 32 folders deep");
        Read([.. Enumerable.Range(0, 64).Select(i => $"{i:00}a\u00e9")]);
        ZipMembersTests.Refuse(
            File([.. Enumerable.Range(0, 65).Select(i => $"{i:00}a\u00e9")]), "has 65 members with names outside ASCII; at most 64 are read here");
    }

    // The worst that fits into a directory of 2 MiB.
    [Test]
    public void Many_names_take_little_time()
    {
        string[] names = [.. Enumerable.Range(0, 3500).Select(i => $"{string.Join('/', Enumerable.Repeat("a123456789012", 31))}/{i}")];
        System.Diagnostics.Stopwatch watch = System.Diagnostics.Stopwatch.StartNew();

        Read([.. names, .. Enumerable.Range(0, 64).Select(i => $"{i:00}a\u00e9")]);

        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(5)));
    }

    private static byte[] File(params string[] names) =>
        new ZipParts([.. names.Select(name => new ZipPart(name, []) { Flags = System.Text.Ascii.IsValid(name) ? (ushort)0 : (ushort)0x0800 })]).Bytes();

    private static void Read(params string[] names) =>
        Assert.That(ZipMembers.Read(File(names)).Names, Is.EqualTo(names.Where(name => name[^1] != '/')));

    private static void Refuse(string first, string second, string why) =>
        ZipMembersTests.Refuse(File(first, second), Same(first, second, why));

    private static string Same(string first, string second, string why) => $"has the members '{first}' and '{second}', which {why}";
}
