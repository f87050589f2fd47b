using FashionRef.Data.Fetching;
using FashionRef.Data.Sources;

namespace FashionRef.Tests.Data.Sources;

public sealed class FolderSourceTests
{
    private TemporaryFolder _folder = null!;
    private TemporaryFolder _cache = null!;

    [SetUp]
    public void SetUp()
    {
        _folder = new TemporaryFolder();
        _cache = new TemporaryFolder();
    }

    [TearDown]
    public void TearDown()
    {
        _folder.Dispose();
        _cache.Dispose();
    }

    [Test]
    public async Task Plain_and_gzip_files_are_served([Values] bool gzip)
    {
        TestFiles.WriteAll(_folder.Path, gzip);

        Assert.That(await AskAsync(), Is.EqualTo(SourceAnswer.Served));
        Assert.That(File.ReadAllBytes(_cache[TestFiles.Images40.Name]), Is.EqualTo(TestFiles.Plain[TestFiles.Images40.Name]));
    }

    [Test]
    public async Task A_right_gzip_beside_a_wrong_plain_file_serves()
    {
        TestFiles.WriteAll(_folder.Path, gzip: true);
        File.WriteAllText(_folder[TestFiles.Images40.Name], "not this");

        Assert.That(await AskAsync(), Is.EqualTo(SourceAnswer.Served));
    }

    [Test]
    public async Task Names_with_a_dot_are_found([Values] bool gzip)
    {
        string name = "train-images.idx3-ubyte" + (gzip ? ".gz" : "");
        File.WriteAllBytes(_folder[name], gzip ? TestFiles.GzipOf(TestFiles.Images40.Name) : TestFiles.Plain[TestFiles.Images40.Name]);

        Assert.That(await AskAsync(), Is.EqualTo(SourceAnswer.Served));
        Assert.That(_cache.Entries, Is.EqualTo(new[] { TestFiles.Images40.Name }));
    }

    [Test]
    public async Task A_folder_in_a_files_place_is_called_one()
    {
        Directory.CreateDirectory(_folder[TestFiles.Images40.Name]);

        Assert.That(await AskAsync(), Is.EqualTo(SourceAnswer.Lacks("'train-images-idx3-ubyte' is a folder, not a file")));
    }

    [Test]
    public async Task A_file_of_gigabytes_is_refused_by_its_length()
    {
        using (FileStream sparse = File.Create(_folder[TestFiles.Images40.GzipName]))
        {
            sparse.SetLength(3L << 30);
        }

        Assert.That((await AskAsync()).Reason, Does.Contain("has 3,221,225,472 bytes; at most "));
    }

    [Test]
    public async Task A_missing_folder_is_named()
    {
        SourceAnswer answer = await AskAsync(_folder["nowhere"]);

        Assert.That(answer, Is.EqualTo(SourceAnswer.Unusable($"there is no folder '{_folder["nowhere"]}'")));
    }

    [Test]
    public async Task A_file_where_a_folder_should_be_is_named()
    {
        File.WriteAllText(_folder["file"], string.Empty);

        Assert.That((await AskAsync(_folder["file"])).Reason, Does.EndWith("is a file, not a folder"));
    }

    [Test]
    public async Task An_empty_folder_says_what_it_looked_for() =>
        Assert.That(
            await AskAsync(),
            Is.EqualTo(SourceAnswer.Lacks("it holds neither 'train-images-idx3-ubyte' nor 'train-images-idx3-ubyte.gz'")));

    [Test]
    public async Task Mnist_leaves_nothing_in_the_cache([Values] bool gzip)
    {
        TestFiles.WriteAll(_folder.Path, gzip, TestFiles.Mnist);

        Assert.That((await AskAsync()).Reason, Does.Contain("is MNIST"));
        Assert.That(_cache.Entries, Is.Empty);
    }

    [Test]
    public async Task A_file_that_the_cache_holds_is_compared_and_not_written_again()
    {
        TestFiles.WriteAll(_folder.Path, gzip: false);
        TestFiles.WriteAll(_cache.Path, gzip: false);
        DatasetCache cache = new(_cache.Path);
        Assert.That(cache.Verify(TestFiles.Images40, CancellationToken.None), Is.Null);
        File.SetLastWriteTimeUtc(cache.PathOf(TestFiles.Images40), DateTime.UnixEpoch);

        Assert.That(await AskAsync(cache: cache), Is.EqualTo(SourceAnswer.Served));
        Assert.That(File.GetLastWriteTimeUtc(cache.PathOf(TestFiles.Images40)), Is.EqualTo(DateTime.UnixEpoch));
    }

    private Task<SourceAnswer> AskAsync(string? folder = null, DatasetCache? cache = null) =>
        new FolderSource("folder", folder ?? _folder.Path).ServeAsync(
            TestFiles.Images40, cache ?? new DatasetCache(_cache.Path), new RecordingObserver(), CancellationToken.None);
}
