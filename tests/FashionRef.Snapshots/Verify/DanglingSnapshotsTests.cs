using FashionRef.Tests;
using NUnit.Framework.Internal;

namespace VerifyTests.Contract;

/// <summary>A verified file that nothing compares with is found.</summary>
internal sealed class DanglingSnapshotsTests
{
    private static readonly Dictionary<string, bool> Fixtures = new()
    {
        ["Whole"] = true,
        ["Whole.Nested"] = false,
        ["Part"] = false,
    };

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Create() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [TestCase("Gone.Test.verified.txt", true, TestName = "A_file_of_no_fixture_dangles")]
    [TestCase("WholeAndMore.Test.verified.txt", true, TestName = "A_file_whose_name_only_begins_as_a_fixtures_dangles")]
    [TestCase("Whole.Gone.verified.txt", true, TestName = "A_file_that_no_test_of_a_whole_fixture_asked_for_dangles")]
    [TestCase("Whole.Test_model=2.verified.txt", true, TestName = "So_does_one_of_a_test_case_that_is_gone")]
    [TestCase("Whole.Test.verified.json", true, TestName = "So_does_one_with_another_extension")]
    [TestCase("Whole.Nested.Test.verified.txt", false, TestName = "A_nested_fixture_is_judged_by_itself")]
    [TestCase("Part.Gone.verified.txt", false, TestName = "A_fixture_that_has_run_in_part_tells_nothing")]
    [TestCase("Gone.Test.received.txt", false, TestName = "A_received_file_is_no_snapshot")]
    public void Dangles(string file, bool dangles)
    {
        string path = _folder[file];
        File.WriteAllText(path, string.Empty);

        Assert.That(
            DanglingFiles.Find(_folder.Path, new HashSet<string>(), Fixtures),
            dangles ? Is.EqualTo(new[] { path }) : Is.Empty);
    }

    [Test]
    public void A_file_that_was_asked_for_does_not_dangle_in_any_folder()
    {
        string path = Path.Combine(Directory.CreateDirectory(_folder["inner"]).FullName, "Gone.Test.verified.txt");
        File.WriteAllText(path, string.Empty);

        Assert.That(DanglingFiles.Find(_folder.Path, new HashSet<string> { path }, Fixtures), Is.Empty);
        Assert.That(DanglingFiles.Find(_folder.Path, new HashSet<string>(), Fixtures), Is.EqualTo(new[] { path }));
    }

    [Test]
    public void What_is_asked_for_is_noted_even_when_it_is_missing()
    {
        SettingsTask task = Verifier.Verify("text", sourceFile: _folder["Caller.cs"]).UseMethodName("M").DisableDiff();

        Assert.That(async () => await task, Throws.TypeOf<VerifyException>());
        Assert.That(AskedSnapshots.Verified, Does.Contain(_folder["DanglingSnapshotsTests.M.verified.txt"]));
    }

    [Test]
    public void A_fixture_with_a_test_that_has_not_run_is_not_whole()
    {
        TestExecutionContext context = TestExecutionContext.CurrentContext;
        Test fixture = (Test)context.CurrentTest.Parent!;
        while (fixture is not TestFixture)
        {
            fixture = (Test)fixture.Parent!;
        }

        IReadOnlyDictionary<string, bool> runs = FixtureRuns.Of(GetType().Assembly, fixture, fixture.MakeTestResult());

        Assert.That(runs[nameof(DanglingSnapshotsTests)], Is.False);
        Assert.That(runs, Does.ContainKey(nameof(SnapshotNameTests)));
    }

    [Test]
    public void A_fixture_is_whole_when_every_test_has_passed()
    {
        Test fixture = (Test)TestExecutionContext.CurrentContext.CurrentTest.Parent!;
        TestSuiteResult passed = (TestSuiteResult)fixture.MakeTestResult();
        foreach (Test test in fixture.Tests.Cast<Test>())
        {
            Add(passed, test);
        }

        Assert.That(FixtureRuns.Of(GetType().Assembly, fixture, passed)[nameof(DanglingSnapshotsTests)], Is.True);
    }

    private static void Add(TestSuiteResult parent, Test test)
    {
        TestResult result = test.MakeTestResult();
        if (test.IsSuite)
        {
            foreach (Test inner in test.Tests.Cast<Test>())
            {
                Add((TestSuiteResult)result, inner);
            }
        }
        else
        {
            result.SetResult(NUnit.Framework.Interfaces.ResultState.Success);
        }

        parent.AddResult(result);
    }
}
