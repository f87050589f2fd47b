using FashionRef.Tests.Support;

namespace VerifyTests.Contract;

/// <summary>Snapshots have Verify's file names.</summary>
internal sealed class SnapshotNameTests
{
    private TemporaryFolder _folder = null!;

    private string SourceFile => _folder["Caller.cs"];

    [SetUp]
    public void Create() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public Task A_snapshot_is_named_after_fixture_and_method_beside_the_calling_file() =>
        IsNamedAsync(
            Verifier.Verify("text", sourceFile: SourceFile),
            "SnapshotNameTests.A_snapshot_is_named_after_fixture_and_method_beside_the_calling_file.received.txt");

    [Test]
    public Task An_extension_takes_the_place_of_txt() => IsNamedAsync(
        Verifier.Verify("{}", "json", sourceFile: SourceFile).UseMethodName("M"), "SnapshotNameTests.M.received.json");

    [TestCase(7, "word", null, "_number=7_text=word_nothing=null")]
    [TestCase(-1, "a b", 0.5, "_number=-1_text=a b_nothing=0.5")]
    [TestCase(0, "\"\\<>|:*?/\t", true, "_number=0_text=----------_nothing=True")]
    public Task Arguments_of_a_test_case_become_parameters(int number, string text, object? nothing, string part) => IsNamedAsync(
        Verifier.Verify("text", sourceFile: SourceFile).UseMethodName("M").UseParameters(number, text, nothing),
        $"SnapshotNameTests.M{part}.received.txt");

    [TestCase(3, DayOfWeek.Friday)]
    public Task They_do_so_by_themselves(int model, DayOfWeek day) => IsNamedAsync(
        Verifier.Verify("text", sourceFile: SourceFile),
        $"SnapshotNameTests.They_do_so_by_themselves_model={model}_day={day}.received.txt");

    [TestCase(new[] { 1, 2 }, ExpectedResult = "1,2")]
    [TestCase(new int[0], ExpectedResult = "[]")]
    [TestCase("a:b", ExpectedResult = "a-b")]
    [TestCase(1.5e-7f, ExpectedResult = "1.5E-07")]
    public string A_list_is_joined_by_commas_and_numbers_are_invariant(object value) => ParameterText.Of(value);

    [Test]
    public void A_list_in_a_list_stands_in_brackets() =>
        Assert.That(ParameterText.Of(new object[] { 1, new[] { 2, 3 } }), Is.EqualTo("1,[2,3]"));

    [Test]
    public void A_date_is_refused_because_Verify_writes_it_otherwise() =>
        Assert.That(
            () => ParameterText.Of(default(DateOnly)),
            Throws.TypeOf<VerifyException>().With.Message.Contains("UseTextForParameters"));

    [Test]
    public void More_values_than_parameters_are_refused()
    {
        SettingsTask task = Verifier.Verify("text", sourceFile: SourceFile).UseParameters(1);

        Assert.That(
            async () => await task,
            Throws.TypeOf<VerifyException>().With.Message.EndsWith($"{nameof(More_values_than_parameters_are_refused)} has 0 parameters."));
    }

    [TestCase(1)]
    public Task A_text_takes_the_place_of_all_parameters(int number)
    {
        Assert.That(number, Is.EqualTo(1));
        return IsNamedAsync(
            Verifier.Verify("text", sourceFile: SourceFile).UseMethodName("M").UseTextForParameters("with/it"),
            "SnapshotNameTests.M_with-it.received.txt");
    }

    [Test]
    public async Task A_folder_is_relative_to_the_calling_file_and_made()
    {
        await FailsAsync(Verifier.Verify("text", sourceFile: SourceFile).UseDirectory("some/where").UseMethodName("M"));

        Assert.That(_folder[Path.Combine("some", "where", "SnapshotNameTests.M.received.txt")], Does.Exist);
    }

    [Test]
    public async Task Settings_that_are_given_count_and_stay_as_they_are()
    {
        VerifySettings settings = new();
        settings.UseMethodName("M");

        await FailsAsync(Verifier.Verify("text", settings, SourceFile).UseTextForParameters("p"));
        await FailsAsync(Verifier.Verify("text", settings, SourceFile));

        Assert.That(_folder.Entries, Is.EquivalentTo(new[] { "SnapshotNameTests.M_p.received.txt", "SnapshotNameTests.M.received.txt" }));
    }

    [Test]
    public void A_nested_fixture_has_the_outer_one_in_its_name() =>
        Assert.That(SnapshotFiles.FixtureName(typeof(Environment.SpecialFolder)), Is.EqualTo("Environment.SpecialFolder"));

    private async Task IsNamedAsync(SettingsTask task, string name)
    {
        await FailsAsync(task);

        Assert.That(_folder.Entries, Is.EqualTo(new[] { name }));
    }

    // A missing snapshot leaves the received one, under the name to see.
    private static async Task FailsAsync(SettingsTask task)
    {
        try
        {
            await task.DisableDiff();
        }
        catch (VerifyException)
        {
            return;
        }

        Assert.Fail("A missing snapshot passed.");
    }
}
